//! Bytes of a file in, its text out, with the encoding where it is not plain UTF-8.
//!
//! The first of these that says something is believed:
//!
//! 1. a byte order mark, which stays in the text as one character;
//! 2. bytes that are UTF-8, whatever a header says of them;
//! 3. the header: the HTTP header of an archived page, then `<meta charset>` or the XML declaration;
//! 4. more characters in UTF-8 than bytes that are not: UTF-8 with faults;
//! 5. the encoding that the bytes look most like (`chardetng`).
//!
//! What cannot be decoded becomes U+FFFD and is counted. Bytes that are mostly no text are refused.

use std::str;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;

/// Bytes at the start of a page that are searched for its encoding.
const HEAD: usize = 4096;

/// A text of which more than one in so many characters is no character of text is none.
const MOST_CONTROLS: usize = 20;

/// Characters that say nothing of which a short text may have more, as long as they are not the most of it.
const FEW: usize = 3;

/// Bytes that are looked at to tell UTF-16 without a byte order mark.
const SAMPLE: usize = 1 << 16;

/// How kinds of files start that are no text, whatever they are called.
const SIGNATURES: [(&[u8], &str); 10] = [
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b\x08", "gzip without .gz in its name"),
    (b"\x28\xb5\x2f\xfd", "Zstandard without .zst in its name"),
];

/// A text and how it was decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// `None` for plain UTF-8.
    pub(crate) coding: Option<Coding>,
}

/// How a text was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Coding {
    /// By its name in the WHATWG's standard.
    pub(crate) encoding: &'static str,
    #[serde(rename = "encoding_from")]
    pub(crate) from: CodingFrom,
    /// Characters that stand for bytes that say nothing in the encoding.
    #[serde(rename = "characters_replaced", skip_serializing_if = "is_zero")]
    pub(crate) replaced: usize,
}

/// What says which encoding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CodingFrom {
    /// A byte order mark.
    Bom,
    /// An HTTP header, or a declaration at the start of a page.
    Header,
    /// The bytes themselves.
    Detected,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl From<String> for Decoded {
    fn from(text: String) -> Self {
        Self { text, coding: None }
    }
}

/// Decodes the bytes of a plain text; `header` is what is said of them elsewhere. The error is a reason for
/// people.
pub(crate) fn decode(bytes: Vec<u8>, header: Option<&'static Encoding>) -> Result<Decoded, String> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(format!("not text: {what}"));
    }
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err("UTF-32 is not read; convert it to UTF-8".to_owned());
    }
    let decoded = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding == UTF_8 && str::from_utf8(&bytes).is_ok() => {
            let coding = Coding { encoding: UTF_8.name(), from: CodingFrom::Bom, replaced: 0 };
            Decoded { text: into_text(bytes), coding: Some(coding) }
        }
        Some((encoding, _)) => decode_as(&bytes, encoding, CodingFrom::Bom),
        None if str::from_utf8(&bytes).is_ok() && utf16(&bytes).is_none() => Decoded::from(into_text(bytes)),
        None => {
            let (encoding, from) = guess(&bytes, header);
            decode_as(&bytes, encoding, from)
        }
    };
    check(&decoded.text)?;
    Ok(decoded)
}

/// The same for the source of a page, which may say itself how it is to be decoded.
pub(crate) fn decode_page(bytes: Vec<u8>, header: Option<&'static Encoding>) -> Result<Decoded, String> {
    let header = header.or_else(|| declared(&bytes));
    decode(bytes, header)
}

/// The encoding that a `Content-Type` names.
pub(crate) fn of_content_type(value: &str) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    label(lower.split_once("charset")?.1)
}

/// Bytes that were seen to be UTF-8.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn guess(bytes: &[u8], header: Option<&'static Encoding>) -> (&'static Encoding, CodingFrom) {
    if let Some(encoding) = utf16(bytes) {
        return (encoding, CodingFrom::Detected);
    }
    match header {
        Some(encoding) if encoding != UTF_8 => return (encoding, CodingFrom::Header),
        _ if is_mostly_utf8(bytes) => {
            let from = if header.is_some() { CodingFrom::Header } else { CodingFrom::Detected };
            return (UTF_8, from);
        }
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Deny), CodingFrom::Detected)
}

/// Whether more characters are said in UTF-8 than there are places that are not UTF-8. Other encodings make
/// such sequences by chance only.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut said, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        said += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    said > 0 && said >= faults
}

/// UTF-16 without a byte order mark: every other byte of Latin letters is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    // Few characters of Western text are beyond U+00FF, and none of them is NUL.
    let most = |zeros: usize, others: usize| half > 0 && zeros * 10 >= half * 7 && others * 20 <= half;
    if most(odd, even) {
        Some(UTF_16LE)
    } else if most(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, from: CodingFrom) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut rest = bytes;
    let mut replaced = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + 64),
            DecoderResult::Malformed(..) => {
                replaced += 1;
                text.reserve(rest.len() + 64);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Decoded { text, coding: Some(Coding { encoding: encoding.name(), from, replaced }) }
}

/// Refuses what is hardly text.
fn check(text: &str) -> Result<(), String> {
    let is_bad = |c: &char| {
        *c == char::REPLACEMENT_CHARACTER
            || c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}')
    };
    // Most texts have none at all, which is seen without counting their characters.
    let bad = text.chars().filter(is_bad).count();
    if bad == 0 {
        return Ok(());
    }
    let all = text.chars().count();
    if bad * MOST_CONTROLS <= all || bad <= FEW && bad * 2 <= all {
        return Ok(());
    }
    let percent = (bad * 100).div_ceil(all);
    Err(format!("not text: {percent} % of its characters are control characters or cannot be decoded"))
}

/// The encoding that the start of a page names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let (head, _, _) = WINDOWS_1252.decode(&head);
    if let Some((declaration, _)) = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"))
        && let Some((_, value)) = declaration.split_once("encoding")
        && let Some(encoding) = label(value)
    {
        return Some(encoding);
    }
    let mut tags = head.split("<meta").skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
    tags.find_map(|tag| label(tag.split_once("charset")?.1))
}

/// The encoding that `="…"` names. Who can read the name in single bytes knows that it is not UTF-16.
fn label(value: &str) -> Option<&'static Encoding> {
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>' | ','));
    let encoding = Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return Some(UTF_8);
    }
    (encoding != REPLACEMENT).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(encoding: &'static str, from: CodingFrom, replaced: usize) -> Coding {
        Coding { encoding, from, replaced }
    }

    fn utf16_bytes(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn byte_order_marks_are_believed_and_count_one() {
        let text = "\u{feff}Kyiv – Київ 🙂";
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (utf16_bytes(text, true), "UTF-16LE"),
            (utf16_bytes(text, false), "UTF-16BE"),
        ] {
            let decoded = decode_page(bytes, Some(WINDOWS_1252)).unwrap();
            assert_eq!(
                (decoded.text.as_str(), decoded.coding),
                (text, Some(coding(encoding, CodingFrom::Bom, 0)))
            );
        }
        let half = [utf16_bytes("\u{feff}Kyiv fell.", true), vec![0x41]].concat();
        let decoded = decode(half, None).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.coding.unwrap().replaced),
            ("\u{feff}Kyiv fell.\u{fffd}", 1)
        );
        assert!(decode(b"\xff\xfe\0\0K\0\0\0".to_vec(), None).unwrap_err().contains("UTF-32"));
    }

    #[test]
    fn utf8_is_utf8_whatever_a_header_says() {
        let page = "<meta charset=iso-8859-1><p>Café in Kyiv – Київ</p>";
        assert_eq!(decode_page(page.as_bytes().to_vec(), None), Ok(Decoded::from(page.to_owned())));
        assert_eq!(decode(Vec::new(), None), Ok(Decoded::default()));
    }

    #[test]
    fn headers_are_believed_where_the_bytes_are_not_utf8() {
        let word: &[u8] = b"caf\xe9 \x93noir\x94";
        for (head, encoding, expected) in [
            ("<meta charset=\"windows-1252\">", "windows-1252", "café “noir”"),
            (
                "<META name=x><meta content='text/html; charset=ISO-8859-1' http-equiv=x />",
                "windows-1252",
                "café “noir”",
            ),
            ("<?xml version=\"1.0\" encoding='iso-8859-2'?>", "ISO-8859-2", "café \u{93}noir\u{94}"),
            ("<meta charset=koi8-r>", "KOI8-R", "cafИ ⌠noir■"),
        ] {
            let page = [head.as_bytes(), b" and the rest of it, long enough to be a text ", word].concat();
            let decoded = decode_page(page, None).unwrap();
            assert!(decoded.text.ends_with(expected), "{head}: {}", decoded.text);
            assert_eq!(decoded.coding, Some(coding(encoding, CodingFrom::Header, 0)), "{head}");
        }
        let http = of_content_type("text/html; Charset=\"KOI8-R\"");
        let page = [b"<meta charset=latin1> and the rest of it ".as_slice(), word].concat();
        assert_eq!(decode_page(page, http).unwrap().coding.unwrap().encoding, "KOI8-R");
    }

    #[test]
    fn wrong_headers_are_no_encodings() {
        for head in [
            "<meta charset=none-such>",
            "<meta charset>",
            "<meta charset=replacement>",
            "<meta charset=\"",
            "<p>",
        ] {
            assert_eq!(declared(head.as_bytes()), None, "{head}");
        }
        assert_eq!(declared(b"<meta charset=utf-16>"), Some(UTF_8));
        assert_eq!(of_content_type("text/html"), None);
    }

    #[test]
    fn a_few_broken_bytes_leave_utf8_what_it_is() {
        let bytes = ["“Kyiv” – Київ, ".as_bytes(), b"caf\xe9, it said.".as_slice()].concat();
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.text, "“Kyiv” – Київ, caf\u{fffd}, it said.");
        assert_eq!(decoded.coding, Some(coding("UTF-8", CodingFrom::Detected, 1)));
        let cut = "The café was full, and it rained all night –".as_bytes();
        let decoded = decode(cut[..cut.len() - 1].to_vec(), Some(UTF_8)).unwrap();
        assert_eq!(decoded.coding, Some(coding("UTF-8", CodingFrom::Header, 1)));
    }

    #[test]
    fn encodings_are_detected() {
        let french: &[u8] = b"Le pr\xe9sident a quitt\xe9 Abidjan, l\x92arm\xe9e l\x92a confirm\xe9.";
        let decoded = decode(french.to_vec(), None).unwrap();
        assert_eq!(decoded.text, "Le président a quitté Abidjan, l’armée l’a confirmé.");
        assert_eq!(decoded.coding, Some(coding("windows-1252", CodingFrom::Detected, 0)));
        assert_eq!(decode(b"caf\xe9 noir".to_vec(), Some(UTF_8)).unwrap().text, "café noir");
        let russian = "Президент Украины Владимир Зеленский прибыл в Киев в понедельник.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        let decoded = decode(bytes.into_owned(), None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.coding.unwrap().encoding), (russian, "windows-1251"));
        let text = "Rebels seized the town of Idlib – on Monday.";
        for (little, encoding) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            let decoded = decode(utf16_bytes(text, little), None).unwrap();
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.coding, Some(coding(encoding, CodingFrom::Detected, 0)));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let noise: Vec<u8> = (0..4096).map(|_| noise()).collect();
        for (bytes, reason) in [
            (b"%PDF-1.7 text".to_vec(), "not text: a PDF file"),
            (b"\x1f\x8b\x08\0\0".to_vec(), "gzip without .gz"),
            (vec![0; 100], "not text: 100 % of its characters"),
            (noise, "not text: "),
        ] {
            let error = decode(bytes, None).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
        let one = "A letter, a NUL\0 and the rest of the line.";
        assert_eq!(decode(one.as_bytes().to_vec(), None), Ok(Decoded::from(one.to_owned())));
    }
}
