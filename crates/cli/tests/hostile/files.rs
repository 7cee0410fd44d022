//! A folder in, files of every kind of fault in it out.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use super::packed::{gzip, hex, noise, record, response, utf16, zstd, zstd_bomb};

const ARTICLE: &str = "Rebels seized the town of Idlib on Monday. The army left Aleppo.\n";
const WESTERN: &[u8] = b"Rebels seized the caf\xe9 on Monday. \x93We won,\x94 they said.\n";
const WORD: &str =
    "1\tRebels\trebel\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tfled\tflee\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";

/// Writes them all.
pub(crate) fn write(folder: &Path) {
    for (name, files) in [
        ("text", text as fn() -> Vec<(&'static str, Vec<u8>)>),
        ("packed", packed),
        ("html", html),
        ("jsonl", jsonl),
        ("csv", csv),
        ("conllu", conllu),
        ("warc", warc),
    ] {
        let folder = folder.join(name);
        fs::create_dir(&folder).unwrap();
        for (name, bytes) in files() {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let folder = folder.join("names");
    fs::create_dir(&folder).unwrap();
    names(&folder);
}

fn text() -> Vec<(&'static str, Vec<u8>)> {
    let german = "Die Regierung in Berlin hat am Montag beschlossen, die Grenzen zu Polen wieder zu öffnen. \
        Der Minister sagte, die Lage habe sich in den vergangenen Wochen deutlich gebessert. Kritik kam aus \
        der Opposition, die den Beschluss für verfrüht hält und eine Abstimmung verlangt.";
    let cut = "The café was full, and it rained – all night –".as_bytes();
    vec![
        ("good.txt", ARTICLE.into()),
        ("also-good.md", format!("# War\n\n{ARTICLE}").into()),
        ("empty.txt", Vec::new()),
        ("only-white-space.txt", " \t\r\n\u{a0}\n".into()),
        ("only-a-byte-order-mark.txt", "\u{feff}".into()),
        ("utf-8-with-a-byte-order-mark.txt", format!("\u{feff}{ARTICLE}").into()),
        ("utf-16-le.txt", utf16(&format!("\u{feff}{ARTICLE}"), true)),
        ("utf-16-be.txt", utf16(&format!("\u{feff}{ARTICLE}"), false)),
        ("utf-16-without-a-byte-order-mark.txt", utf16(ARTICLE, true)),
        ("windows-1252.txt", WESTERN.into()),
        (
            "a-few-broken-bytes.txt",
            ["“Rebels” – said – ".as_bytes(), b"the caf\xe9 and the \xff fell."].concat(),
        ),
        ("cut-inside-a-character.txt", cut[..cut.len() - 1].into()),
        ("one-nul.txt", ARTICLE.replace("Monday", "Mon\0day").into()),
        ("old-line-ends.txt", ARTICLE.replace(". ", ".\r\r").into()),
        ("one-line-of-5-mb.txt", " ".repeat(5 << 20).replacen(' ', ARTICLE.trim_end(), 1).into()),
        ("one-word-of-1-mb.txt", "a".repeat(1 << 20).into()),
        ("100000-brackets.txt", "(".repeat(100_000).into()),
        ("100000-empty-lines.txt", format!("{}{ARTICLE}", "\n".repeat(100_000)).into()),
        ("utf-32.txt", [b"\xff\xfe\0\0".as_slice(), b"R\0\0\0e\0\0\0b\0\0\0"].concat()),
        ("nul-bytes.txt", vec![0; 1000]),
        ("control-characters.txt", b"\x01\x02\x03 and \x1b\x1b\x1b".into()),
        ("noise.txt", noise(10_000)),
        ("pdf.txt", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n".into()),
        ("photo.txt", [b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(), &noise(100)].concat()),
        ("office.txt", [b"PK\x03\x04".as_slice(), &noise(100)].concat()),
        ("packed-without-saying-so.txt", gzip(ARTICLE.as_bytes())),
        ("8-mb.txt", "word ".repeat(8 << 20 >> 2).into()),
        ("german.txt", german.into()),
    ]
}

fn packed() -> Vec<(&'static str, Vec<u8>)> {
    let whole = gzip(ARTICLE.repeat(20).as_bytes());
    let mut damaged = whole.clone();
    let checksum = damaged.len() - 8;
    damaged[checksum] ^= 1;
    let frame = zstd(ARTICLE.as_bytes());
    let mut wrong_block = frame.clone();
    wrong_block[6] |= 6;
    let bomb = " ".repeat(60 << 20);
    let line = format!("{{\"text\":\"{}\"}}\n", ARTICLE.trim_end());
    let lines = gzip(&[line.as_bytes(), hex(&noise(50_000)).as_bytes()].concat());
    vec![
        ("good.txt.gz", gzip(ARTICLE.as_bytes())),
        ("two-members.txt.gz", [gzip(b"Rebels seized "), gzip(b"the town.")].concat()),
        ("one-frame.txt.zst", frame.clone()),
        ("two-frames.txt.zst", [zstd(b"Rebels seized "), zstd(b"the town.")].concat()),
        ("bomb.txt.gz", gzip(bomb.as_bytes())),
        ("bomb-page.html.gz", gzip(bomb.as_bytes())),
        ("bomb-frame.txt.zst", zstd_bomb(500)),
        ("cut.txt.gz", whole[..whole.len() - 12].into()),
        ("damaged.txt.gz", damaged),
        ("plain.txt.gz", ARTICLE.into()),
        ("empty.txt.gz", Vec::new()),
        ("with-a-rest.txt.gz", [whole.as_slice(), b"and more text"].concat()),
        ("cut-frame.txt.zst", frame[..frame.len() - 9].into()),
        ("damaged-frame.txt.zst", wrong_block),
        ("plain-in-a-frame.txt.zst", ARTICLE.into()),
        ("window-of-2-tb.txt.zst", [&[0x28, 0xb5, 0x2f, 0xfd, 0, 0xf8], &frame[6..]].concat()),
        ("bomb.jsonl.gz", gzip(format!("{{\"text\":\"{bomb}\"}}\n{line}").as_bytes())),
        ("cut.jsonl.gz", lines[..lines.len() / 2].into()),
    ]
}

fn html() -> Vec<(&'static str, Vec<u8>)> {
    let paragraph = format!("<p>{ARTICLE}</p>");
    let western = [b"<meta charset=iso-8859-1><p>".as_slice(), WESTERN, b"</p>"].concat();
    let unknown = [b"<meta charset=klingon><p>".as_slice(), WESTERN, b"</p>"].concat();
    vec![
        ("empty.html", Vec::new()),
        ("script-only.html", b"<script>var text = 'Rebels seized Idlib.';</script>".into()),
        ("comment-without-end.html", format!("<!-- {paragraph}").into()),
        ("20000-elements-deep.html", format!("{}{paragraph}", "<div>".repeat(20_000)).into()),
        ("20000-bold-deep.html", format!("<p>{}{ARTICLE}", "<b>".repeat(20_000)).into()),
        ("5000-tables-deep.html", format!("{}{ARTICLE}", "<table><tr><td>".repeat(5000)).into()),
        ("50000-attributes.html", format!("<p {}>{ARTICLE}", attributes(50_000)).into()),
        (
            "20000-body-tags.html",
            format!("<body {}>{paragraph}", attributes(20_000).replace(' ', "><body ")).into(),
        ),
        (
            "3000-bold-without-end.html",
            format!("<p><b {}>{ARTICLE}", attributes(3000).replace(' ', ">x<p><b ")).into(),
        ),
        ("tag-without-end.html", format!("{paragraph}<p class=\"x").into()),
        ("only-angle-brackets.html", "<".repeat(100_000).into()),
        ("only-ampersands.html", "&".repeat(100_000).into()),
        ("end-tags-first.html", format!("</p></div></html>{paragraph}</table></b>").into()),
        ("latin-1-by-its-header.html", western),
        ("utf-8-and-a-wrong-header.html", format!("<meta charset=shift_jis><p>“{ARTICLE}”</p>").into()),
        ("unknown-encoding.html", unknown),
    ]
}

fn attributes(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|number| format!("a{number}=b")).collect();
    names.join(" ")
}

fn jsonl() -> Vec<(&'static str, Vec<u8>)> {
    let line = format!("{{\"text\":\"{}\"}}\n", ARTICLE.trim_end());
    let deep = format!("{{\"text\":\"x\",\"y\":{}{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    let odd: [&[u8]; 7] = [
        b"[\"text\"]\n",
        b"{\"id\":\"no-text\"}\n",
        b"{\"text\":[]}\n",
        b"{\"text\":\"\\ud800\"}\n",
        b"{\"text\":\"caf\xe9\"}\n",
        b"{\"id\":{},\"text\":\"\"}\n",
        b"{\"id\":\"nul\",\"text\":\"Rebels seized\\u0000 Idlib.\",\"text\":\"Rebels seized Idlib.\"}",
    ];
    let twice = "{\"id\":\"twice\",\"text\":\"Rebels seized Idlib.\"}\n".repeat(2);
    vec![
        ("line-7.jsonl", format!("{line}\n\n\n\n{line}{{\"text\": \"cut\n{line}").into()),
        ("8-mb-in-a-line.jsonl", format!("{{\"text\":\"{}\"}}\n", "word ".repeat(8 << 20 >> 2)).into()),
        ("10000-levels.jsonl", deep.into()),
        ("odd-lines.jsonl", odd.concat()),
        ("utf-16.jsonl", utf16(&format!("\u{feff}{line}{line}"), true)),
        ("one-id-twice.jsonl", twice.into()),
        ("empty.jsonl", Vec::new()),
    ]
}

fn csv() -> Vec<(&'static str, Vec<u8>)> {
    let row = format!("\"{}\"", ARTICLE.trim_end());
    vec![
        ("ragged.csv", format!("id,text\nrag-2,{row}\na,b,c\na\nrag-5,{row}\n").into()),
        (
            "open-quotation-mark.csv",
            format!("id,text\nopen-2,{row}\nopen-3,\"{}", "word ".repeat(12 << 20)).into(),
        ),
        ("utf-16.csv", utf16(&format!("\u{feff}id,text\nwide,{row}\n"), true)),
        ("windows-1252.csv", [b"id,text\nwest,".as_slice(), &WESTERN.replace_commas()].concat()),
        ("binary-cell.csv", b"id,text\nbin,\0\0\0\0\0\0\n".into()),
        ("empty.csv", Vec::new()),
        ("semicolons.csv", format!("id;text\n1;{row}\n").into()),
        ("million-columns.csv", format!("{}\n", "a,".repeat(1_000_000)).into()),
        ("noise.csv", noise(1000)),
        ("metadata.csv", "id,date\nragged,2026-02-22\n".into()),
        ("metadata-with-a-short-row.csv", "id,date\nragged\n".into()),
    ]
}

trait ReplaceCommas {
    fn replace_commas(&self) -> Vec<u8>;
}

impl ReplaceCommas for &[u8] {
    /// One cell of a table.
    fn replace_commas(&self) -> Vec<u8> {
        self.iter().map(|&byte| if byte == b',' { b';' } else { byte }).collect()
    }
}

fn conllu() -> Vec<(&'static str, Vec<u8>)> {
    let three = format!(
        "# newdoc id = doc-1\n{WORD}# newdoc id = doc-2\n1\tno\n# newdoc id = doc-3\n{}",
        WORD.replace("fled\tflee", "left\tleave")
    );
    vec![
        ("one-of-three.conllu", three.replacen("\n\n# newdoc id = doc-2", "\n# newdoc id = doc-2", 1).into()),
        ("wrong-head.conllu", WORD.replace("\t2\t", "\t9\t").into()),
        ("plain-text.conllu", ARTICLE.into()),
        ("noise.conllu", [b"# newdoc\n".as_slice(), &noise(1000)].concat()),
    ]
}

fn warc() -> Vec<(&'static str, Vec<u8>)> {
    let page = format!("<title>War</title><p>{ARTICLE}</p>");
    let good = |id: &str| response(id, "200 OK", "Content-Type: text/html", page.as_bytes());
    let no_length = String::from_utf8(good("6")).unwrap().replace("Content-Length", "Content-Size");
    let cut = good("9");
    let records = [
        record("warcinfo", "1", "application/warc-fields", b"software: test\r\n"),
        good("2"),
        response("3", "404 Not Found", "Content-Type: text/html", b""),
        response("4", "200 OK", "Content-Type: image/png", b"\x89PNG"),
        response("5", "200 OK", "Content-Type: text/html\r\nContent-Encoding: br", b"\x1b\x0e\0"),
        no_length.into(),
        record("response", "7", "application/http; msgtype=response", b"GET / HTTP/1.1\r\n\r\n"),
        good("8"),
        cut[..cut.len() - 30].into(),
    ];
    let mut damaged = gzip(&good("12"));
    let middle = damaged.len() / 2;
    damaged[middle..middle + 20].fill(0xff);
    let bomb = response(
        "20",
        "200 OK",
        "Content-Type: text/html\r\nContent-Encoding: gzip",
        &gzip(" ".repeat(60 << 20).as_bytes()),
    );
    vec![
        ("records.warc", records.concat()),
        ("no-archive.warc", ARTICLE.into()),
        ("empty.warc", Vec::new()),
        ("one-damaged-member.warc.gz", [gzip(&good("11")), damaged, gzip(&good("13"))].concat()),
        ("bomb.warc.gz", gzip(&bomb)),
    ]
}

fn names(folder: &Path) {
    let file = |name: &str| fs::write(folder.join(name), ARTICLE).unwrap();
    fs::create_dir(folder.join("folder.txt")).unwrap();
    for name in [
        "folder.txt/inside.txt",
        "two\nlines.txt",
        "same.txt",
        ".hidden.txt",
        "README.txt",
        "no-extension",
        "text.docx",
    ] {
        file(name);
    }
    fs::write(folder.join("same.html"), format!("<p>{ARTICLE}</p>")).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"not-utf-8-\xff.txt")), ARTICLE).unwrap();
    for (target, link) in [
        ("nothing", "link-to-nothing.txt"),
        ("link-to-itself.txt", "link-to-itself.txt"),
        (".", "link-to-the-folder"),
        ("/dev/zero", "link-to-a-device.txt"),
    ] {
        symlink(target, folder.join(link)).unwrap();
    }
    // The file stays when the listener is gone.
    drop(UnixListener::bind(folder.join("socket.txt")).unwrap());
    assert!(Command::new("mkfifo").arg(folder.join("pipe.jsonl")).status().unwrap().success());
}
