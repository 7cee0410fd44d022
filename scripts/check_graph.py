#!/usr/bin/env python3
"""Loads every export of a graph with tools that are not ours, and counts what they see.

    scripts/check_graph.py PROGRAM KG [--venv FOLDER] [--keep FOLDER]

In: the built `triplewire` and a folder that `triplewire graph build` wrote; a graph of names with quotes, tags,
formulas and the like is made and checked as well. What is needed is installed from PyPI
(scripts/check_graph.txt) into a virtual environment: a temporary one, or FOLDER, which is used again where it is
there. Out: a line for each export; status 1 and what is wrong. Where PyPI cannot be reached it says so and ends
with status 0.

- GraphML and GEXF are read by networkx: as many nodes and edges as the graph has, and the same names
- Turtle, RDF/XML, TriG, JSON-LD and N-Quads are read by rdflib, with the same triples in the default graph
- the default graph holds to the shapes of crates/graph/shapes.ttl, as pySHACL says; without its polarities it
  does not
- a SPARQL server, Oxigraph, is filled by `graph push`, twice, and asked how much it holds and who says what
- plain CSV is read by Python's csv module: no cell begins like a formula
- CSV for Neo4j is checked against the rules of its import: types of headers, quotes, ends of edges
- the Cypher script is run twice in Kuzu, which must then hold every node, claim and edge once, and is asked who
  says what
- a picture as SVG is well-formed XML and loads nothing
"""

import argparse
import csv
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from packages import inside

SHAPES = Path(__file__).parent.parent / "crates/graph/shapes.ttl"
csv.field_size_limit(1 << 30)


HOSTILE = [
    "O'Brien \"the boss\"", "two\nlines\r\nand\ttab", "back\\slash \\' \\\\ \\n \\u0027", "\\", "x\\",
    "\u0645\u0646\u0638\u0645\u0629 \u202ecod.exe\u202c", "\U0001f642\U0001f469\u200d\U0001f467 family", "javascript:alert(1)",
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1,1)", "\tTab first",
    "'=quoted already", "</script><script>alert(1)</script>", "`}) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n; //", "\\u0027}] AS row MATCH (n) DETACH DELETE n; //", "a;b|c, \"d\";;",
    "]]> & &lt; <!-- --> <?x?>", "> . <urn:x> <urn:y> <urn:z> .", "\"\"\" ; <urn:x>", "\u2028\ufeff\x85 %s {{7*7}}",
    "\x01\x1b[31m", "\ufffe",
]


class Check:
    """Counts what does not hold."""

    def __init__(self):
        self.wrong = 0

    def equal(self, what, found, expected):
        if found != expected:
            self.wrong += 1
            print(f"wrong: {what}: {str(found)[:200]}, expected {str(expected)[:200]}", file=sys.stderr)

    def holds(self, what, holds):
        self.equal(what, bool(holds), True)


def records(graph, file):
    """The records of a graph's file."""
    with open(graph / file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Graph:
    """What the exports must hold."""

    def __init__(self, folder):
        self.articles = records(folder, "articles.jsonl")
        self.nodes = records(folder, "nodes.jsonl")
        self.claims = records(folder, "claims.jsonl")
        self.evidence = [(claim["id"], item) for claim in self.claims for item in claim["evidence"]]
        self.entities = {node["id"] for node in self.nodes if node["kind"] == "entity"}

    def facts(self):
        """Ids of plain claims between entities."""
        return {
            claim["id"]
            for claim in self.claims
            if claim["polarity"] == "positive" and claim["modality"] == "asserted" and not claim.get("by")
            and claim["subject"] in self.entities and claim.get("object") in self.entities
        }

    def edges(self):
        """Claims from end to end."""
        return Counter((claim["subject"], claim.get("object", claim["subject"])) for claim in self.claims)


def xml_text(text):
    """As XML 1.0 can hold it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def check_networkx(check, graph, name, read):
    """`read` gives a networkx graph."""
    found = read()
    labels = {node: xml_text(data["label"]) for node, data in found.nodes(data=True)}
    check.equal(f"{name} names", labels, {node["id"]: xml_text(node["name"]) for node in graph.nodes})
    check.equal(f"{name} edges", Counter(found.edges()), graph.edges())
    quotes = Counter(data.get("quote") for *_, data in found.edges(data=True))
    check.equal(f"{name} quotations", quotes, Counter(xml_text(c["evidence"][0]["quote"]) for c in graph.claims))
    print(f"{name}: networkx reads {found.number_of_nodes()} nodes and {found.number_of_edges()} edges")


def check_rdf(check, files):
    """The triples of the default graph, which all formats have, must be the same."""
    import rdflib
    from rdflib.compare import to_canonical_graph

    defaults, totals = {}, {}
    for name, file in files.items():
        data = rdflib.Dataset(default_union=False)
        data.parse(file, format={"turtle": "turtle", "rdfxml": "xml", "trig": "trig", "jsonld": "json-ld", "nquads": "nquads"}[name])
        default = data.default_graph if hasattr(data, "default_graph") else data.default_context
        triples = set(default)
        if any(isinstance(term, rdflib.BNode) for triple in triples for term in triple):
            triples = set(to_canonical_graph(default))
        defaults[name] = triples
        totals[name] = sum(1 for _ in data.quads((None, None, None, None)))
        print(f"{name}: rdflib reads {totals[name]} statements, {len(triples)} in the default graph")
    for name in files:
        check.equal(f"{name} default graph differs", len(defaults[name] ^ defaults["nquads"]), 0)
    for name in ("trig", "jsonld"):
        check.equal(f"{name} statements", totals[name], totals["nquads"])
    check.holds("triples", defaults["nquads"])
    return totals["nquads"]


def check_shapes(check, file):
    """What the graph is said to hold, it holds; and the shapes can tell."""
    import rdflib
    from pyshacl import validate

    data = rdflib.Graph()
    data.parse(file, format="turtle")
    held, _, text = validate(data, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
    check.equal("shapes", text if not held else "", "")
    data.remove((None, rdflib.URIRef("https://triplewire.github.io/ns#polarity"), None))
    check.equal("shapes without polarity", validate(data, shacl_graph=str(SHAPES), shacl_graph_format="turtle")[0], False)
    print(f"turtle: pySHACL finds that it holds to {SHAPES.name}")


def check_server(check, graph, push, statements):
    """A server that is filled twice holds each statement once, and answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = Path(sys.executable).with_name("oxigraph")
    with subprocess.Popen([server, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)

            def ask(query):
                body = urllib.parse.urlencode({"query": query}).encode()
                request = urllib.request.Request(f"{address}/query", body, {"Accept": "application/sparql-results+json"})
                with urllib.request.urlopen(request, timeout=300) as answer:
                    return json.load(answer)["results"]["bindings"]

            for _ in range(2):
                push(f"{address}/update")
                found = ask("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
                check.equal("server: statements", int(found[0]["n"]["value"]), statements)
            said = ask("""
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX prov: <http://www.w3.org/ns/prov#>
                SELECT ?claim ?says { ?claim prov:wasAttributedTo ?source . ?source rdfs:label ?says }""")
            check.equal("server: who says", len(said), sum(len(set(claim.get("by", []))) for claim in graph.claims))
            print(f"server: Oxigraph holds {statements} statements; somebody is named for {len(said)} claims")
        finally:
            process.terminate()


def table(file):
    """A CSV file's header and rows."""
    with open(file, encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, strict=True)
    return header, rows


def unguarded(cell):
    """As documented: one apostrophe is taken off before what could be a formula."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def check_csv(check, graph, folder):
    """Plain tables."""
    nodes, edges, evidence = (table(folder / f"{name}.csv") for name in ("nodes", "edges", "evidence"))
    names = {row[0]: unguarded(row[nodes[0].index("label")]) for row in nodes[1]}
    check.equal("csv names", names, {node["id"]: node["name"] for node in graph.nodes})
    source, target = edges[0].index("source"), edges[0].index("target")
    check.equal("csv edges", Counter((row[source], row[target]) for row in edges[1]), graph.edges())
    quotes = Counter(unguarded(row[evidence[0].index("quote")]) for row in evidence[1])
    check.equal("csv quotations", quotes, Counter(item["quote"] for _, item in graph.evidence))
    for name, (header, rows) in (("nodes", nodes), ("edges", edges), ("evidence", evidence)):
        check.equal(f"csv {name} columns", {len(row) for row in rows} | {len(header)}, {len(header)})
        formulas = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        check.equal(f"csv {name} formulas", formulas, [])
    print(f"csv: {len(nodes[1])} nodes, {len(edges[1])} edges, {len(evidence[1])} quotations, no formula")


# The types that Neo4j's manual of `neo4j-admin database import` lists.
TYPES = "int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime|duration"
HEADER = re.compile(rf"\w+:ID(\(\w+\))?|:(LABEL|TYPE|START_ID|END_ID|IGNORE)(\(\w+\))?|\w+(:({TYPES})(\[\])?)?")
READ = {"long": int, "double": float}


def check_neo4j(check, graph, folder):
    """The rules of the import: https://neo4j.com/docs/operations-manual/current/import/"""
    arguments = (folder / "import.args").read_text("utf-8").split()
    check.holds("neo4j multiline", "--multiline-fields=true" in arguments)
    ids, labels, ends, types = set(), Counter(), [], Counter()
    for argument in arguments:
        option, _, value = argument.partition("=")
        kind, _, name = value.rpartition("=")
        if option not in ("--nodes", "--relationships"):
            continue
        header, rows = table(folder / name)
        for column in header:
            check.holds(f"neo4j {name} header {column}", HEADER.fullmatch(column))
        properties = [column.split(":")[0] for column in header if column.split(":")[0]]
        check.equal(f"neo4j {name} properties", len(set(properties)), len(properties))
        check.equal(f"neo4j {name} columns", {len(row) for row in rows} - {len(header)}, set())
        for index, column in enumerate(header):
            if read := READ.get(column.partition(":")[2]):
                [read(row[index]) for row in rows if row[index]]
        if option == "--nodes":
            check.equal(f"neo4j {name} ids", sum(column.partition(":")[2] == "ID" for column in header), 1)
            new = [row[0] for row in rows]
            check.holds(f"neo4j {name} ids differ", len(set(new)) == len(new) and not ids & set(new))
            ids.update(new)
            labels.update(row[header.index(":LABEL")] for row in rows)
        else:
            check.equal(f"neo4j {name} ends", header[:2], [":START_ID", ":END_ID"])
            check.holds(f"neo4j {name} has a type", kind or ":TYPE" in header)
            ends += [end for row in rows for end in row[:2]]
            types.update(kind or row[header.index(":TYPE")] for row in rows)
    check.equal("neo4j ends without node", [end for end in ends if end not in ids][:5], [])
    check.equal("neo4j labels", dict(labels), expected_labels(graph))
    check.equal("neo4j types", dict(types), expected_types(graph))
    header, rows = table(folder / "nodes.csv")
    check.equal("neo4j names", {row[0]: row[2] for row in rows}, {node["id"]: node["name"] for node in graph.nodes})
    print(f"neo4j: {sum(labels.values())} nodes, {sum(types.values())} edges, headers as documented")


def expected_labels(graph):
    """How many nodes of each label the property graph has."""
    counts = {
        "Article": len(graph.articles),
        "Entity": len(graph.entities),
        "Phrase": len(graph.nodes) - len(graph.entities),
        "Claim": len(graph.claims),
    }
    return {label: count for label, count in counts.items() if count}


def expected_types(graph):
    """How many edges of each type."""
    counts = {
        "SUBJECT": len(graph.claims),
        "OBJECT": sum("object" in claim for claim in graph.claims),
        "SAYS": sum(len(claim.get("by", [])) for claim in graph.claims),
        "PLACE": sum(len(claim.get("where", [])) for claim in graph.claims),
        "EVIDENCE": len(graph.evidence),
        "FACT": len(graph.facts()),
    }
    return {kind: count for kind, count in counts.items() if count}


def statements(script):
    """The statements of a script: a semicolon within a string ends none."""
    for match in re.finditer(r"(?:[^';]|'(?:[^'\\]|\\.)*')+", script, re.DOTALL):
        if match[0].strip():
            yield match[0]


def check_cypher(check, graph, folder):
    """Kuzu runs the script."""
    import kuzu

    connection = kuzu.Connection(kuzu.Database(":memory:"))

    def ask(query, parameters=None):
        answer = connection.execute(query, parameters or {})
        rows = []
        while answer.has_next():
            rows.append(answer.get_next())
        return rows

    count = 0
    for _ in range(2):
        for name in ("schema.kuzu.cypher", "graph.cypher"):
            # As bytes, since text would lose carriage returns.
            for statement in statements((folder / name).read_bytes().decode()):
                connection.execute(statement)
                count += 1
    labels = dict(ask("MATCH (n) RETURN label(n), count(*)"))
    check.equal("cypher labels", labels, expected_labels(graph))
    check.equal("cypher types", dict(ask("MATCH ()-[e]->() RETURN label(e), count(*)")), expected_types(graph))
    names = dict(ask("MATCH (n:Entity) RETURN n.id, n.name") + ask("MATCH (n:Phrase) RETURN n.id, n.name"))
    check.equal("cypher names", names, {node["id"]: node["name"].replace("\0", "\ufffd") for node in graph.nodes})
    quotes = Counter(quote for (quote,) in ask("MATCH ()-[e:EVIDENCE]->() RETURN e.quote"))
    check.equal("cypher quotations", quotes, Counter(item["quote"].replace("\0", "\ufffd") for _, item in graph.evidence))
    aliases = dict(ask("MATCH (n:Entity) WHERE n.aliases IS NOT NULL RETURN n.id, n.aliases"))
    expected = {n["id"]: n["aliases"] for n in graph.nodes if n["kind"] == "entity" and n.get("aliases")}
    check.equal("cypher aliases", aliases, expected)
    said = [claim for claim in graph.claims if set(claim.get("by", [])) & graph.entities]
    print(f"cypher: Kuzu runs {count} statements, twice the script, and holds {sum(labels.values())} nodes")
    if said:
        check_question(check, graph, ask, said)


def check_question(check, graph, ask, said):
    """Who says most, and what, in which article?"""
    by = Counter(source for claim in said for source in set(claim["by"]) & graph.entities)
    source, most = max(by.items(), key=lambda item: (item[1], item[0]))
    question = (
        "MATCH (who:Entity {id: $id})-[:SAYS]->(claim:Claim)-[evidence:EVIDENCE]->(article:Article) "
        "RETURN claim.id, claim.text, evidence.quote, article.name"
    )
    found = ask(question, {"id": source})
    check.equal("cypher: what it says", len({row[0] for row in found}), most)
    expected = Counter(
        (claim["id"], item["quote"]) for claim in said if source in claim["by"]
        for item in claim["evidence"] for _ in range(claim["by"].count(source))
    )
    check.equal("cypher: words", Counter((row[0], row[2]) for row in found), expected)
    name = next(node["name"] for node in graph.nodes if node["id"] == source)
    print(f"cypher: asked what {name} says: {most} claims, such as {found[0][1]!r} in {found[0][3]!r}")


def check_picture(check, name, svg, page):
    """The picture has an arrow for each line, and neither file loads anything."""
    root = ElementTree.fromstring(svg)
    tags = Counter(element.tag.rpartition("}")[2] for element in root.iter())
    check.equal("svg elements", set(tags) - {"svg", "title", "style", "rect", "g", "path", "text", "circle"}, set())
    check.holds("svg lines", tags["path"])
    links = re.findall(r'\s(?:href|src)="([^"]*)"', re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    check.equal("html links", [link for link in links if not re.match("#|https?://", link)], [])
    check.equal("html loads", re.findall(r"<(?:img|iframe|link|object|embed)\b|\ssrc=|url\(|@import", page), [])
    print(f"picture: {name}, {tags['path'] // 2} lines, {tags['rect'] - 2} neighbours, {len(links)} links")


def draw_around(graph):
    """The entity that most claims are about."""
    counts = Counter(end for claim in graph.claims for end in (claim["subject"], claim.get("object")))
    return max(graph.entities, key=lambda node: (counts[node], node), default=None)


def write_hostile(folder):
    """A graph whose names try to break out of every format, as `graph build` would lay it out."""
    folder.mkdir()
    nodes = [
        {"id": f"n:{index:016x}", "kind": ("entity", "entity", "phrase")[index % 3], "name": name,
         "aliases": [name + "2", name + ";3"], "entities": [f"e:{index}"]}
        for index, name in enumerate(HOSTILE)
    ]
    articles = [{"id": "a:0000000000000000", "name": "</script>'", "title": HOSTILE[0], "url": "javascript:alert(1)"}]
    claims = []
    for index, name in enumerate(HOSTILE):
        words = {"text": name}
        item = {"article": articles[0]["id"], "fact": f"f:{index}", "sentence": 0, "quote": name, "before": name,
                "subject": words, "relation": words, "by": [words], "confidence": 0.5}
        for number, sources in enumerate(([], [nodes[(index + 5) % len(nodes)]["id"]])):
            claims.append({
                "id": f"c:{2 * index + number:016x}", "text": name, "subject": nodes[0]["id"], "relation": name,
                "object": nodes[index]["id"], "polarity": "positive", "modality": "asserted", "by": sources,
                "confidence": 0.5, "sources": 1, "evidence": [item],
            })
    for file, lines in (("articles", articles), ("nodes", nodes), ("claims", claims)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{file}.jsonl").write_text(text, "utf-8", newline="\n")
    manifest = {"format": 1, "base": "https://kg.example/", "articles": 1, "nodes": len(nodes),
                "claims": len(claims), "evidence": len(claims)}
    (folder / "graph.json").write_text(json.dumps(manifest), "utf-8")


def check_all(options, source, folder):
    """All exports of a graph; gives how much is wrong."""
    import networkx

    check, graph = Check(), Graph(source)
    folder.mkdir(parents=True, exist_ok=True)

    def run(*arguments):
        subprocess.run([options.program, "graph", *map(str, arguments)], check=True)

    files = {}
    for name in ("csv", "neo4j", "cypher", "graphml", "gexf", "nquads", "trig", "turtle", "jsonld", "rdfxml"):
        files[name] = folder / name
        run("export", source, "--format", name, "-o", files[name])
    read_graphml = lambda: networkx.read_graphml(files["graphml"], force_multigraph=True)
    check_networkx(check, graph, "graphml", read_graphml)
    check_networkx(check, graph, "gexf", lambda: networkx.read_gexf(files["gexf"], version="1.3"))
    statements = check_rdf(check, {name: files[name] for name in ("turtle", "rdfxml", "trig", "jsonld", "nquads")})
    check_shapes(check, files["turtle"])
    check_server(check, graph, lambda url: run("push", "-q", source, url), statements)
    check_csv(check, graph, files["csv"])
    check_neo4j(check, graph, files["neo4j"])
    check_cypher(check, graph, files["cypher"])
    around = draw_around(graph)
    if around:
        for name in ("picture.svg", "picture.html"):
            run("draw", source, "--around", around, "-o", folder / name)
        texts = [(folder / name).read_text("utf-8") for name in ("picture.svg", "picture.html")]
        check_picture(check, around, *texts)
    return check.wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path, help="the built triplewire")
    parser.add_argument("graph", type=Path, help="folder that graph build wrote")
    parser.add_argument("--venv", metavar="FOLDER", help="virtual environment to use, made where it is not there")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="keep the exports")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if not options.inside:
            sys.exit(inside(__file__, options.venv or f"{name}/venv", "what reads the exports"))
        folder = options.keep or Path(name)
        write_hostile(Path(name) / "hostile")
        print("-- names that try to break out")
        wrong = check_all(options, Path(name) / "hostile", folder / "hostile-exports")
        print(f"-- {options.graph}")
        wrong += check_all(options, options.graph, folder / "exports")
    if wrong:
        sys.exit(f"{wrong} wrong")


if __name__ == "__main__":
    main()
