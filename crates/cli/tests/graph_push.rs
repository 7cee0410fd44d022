//! `triplewire graph push` to a server of the test's own, which keeps what it is sent.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::thread::JoinHandle;

use tempfile::TempDir;

const DAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph/tests/dam");

fn triplewire(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triplewire"));
    command.args(arguments).current_dir(DAM).env("TRIPLEWIRE_AUTHORIZATION", "Bearer of tests");
    command.output().unwrap()
}

/// A folder with a graph of two articles in it.
fn graph() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let kg = folder.path().join("kg").to_str().unwrap().to_owned();
    assert!(triplewire(&["graph", "build", "-q", ".", "-o", &kg]).status.success());
    (folder, kg)
}

/// What a request says, and its body.
struct Request {
    headers: BTreeMap<String, String>,
    body: String,
}

fn receive(stream: &mut TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.split_once(": ") else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers["content-length"].parse().unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Request { headers, body: String::from_utf8(body).unwrap() }
}

/// Answers one request with a status line.
fn server(status: &'static str) -> (String, JoinHandle<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/update", listener.local_addr().unwrap());
    let answer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = receive(&mut stream);
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        request
    });
    (url, answer)
}

#[test]
fn a_server_gets_every_quad_once() {
    let (_folder, kg) = graph();
    let quads =
        String::from_utf8(triplewire(&["graph", "export", &kg, "--format", "nquads"]).stdout).unwrap();
    let (url, answer) = server("204 No Content");
    let output = triplewire(&["graph", "push", &kg, &url]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("{} quads in 1 updates", quads.lines().count())), "{said}");

    let Request { headers, body } = answer.join().unwrap();
    assert_eq!(headers["content-type"], "application/sparql-update");
    assert_eq!(headers["authorization"], "Bearer of tests");
    let inside = body.strip_prefix("INSERT DATA {\n").unwrap().strip_suffix("}\n").unwrap();
    let mut sent: Vec<String> = inside
        .lines()
        .map(|line| match line.strip_prefix("GRAPH ") {
            // The graph comes last in N-Quads.
            Some(named) => {
                let (graph, triple) = named.split_once(" { ").unwrap();
                format!("{} {graph} .", triple.strip_suffix(" }").unwrap())
            }
            None => line.to_owned(),
        })
        .collect();
    sent.sort_unstable();
    assert_eq!(sent, quads.lines().collect::<Vec<_>>());
}

#[test]
fn what_does_not_arrive_is_said_in_one_line() {
    let (_folder, kg) = graph();
    let (url, answer) = server("503 Service Unavailable");
    let output = triplewire(&["graph", "push", &kg, &url]);
    answer.join().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("503") && said.contains("after 0 updates") && said.lines().count() == 1, "{said}");

    let output = triplewire(&["graph", "push", &kg, "https://localhost/update"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("only http://"));
}
