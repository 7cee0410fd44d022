//! What a picture shows of names that try to break out of it, and that its texts do not overlap.

use std::collections::{BTreeMap, HashMap};

use super::label::width;
use super::layout::{self, Area, DETAIL, DETAIL_EMS, DROP, LABEL, LABEL_EMS, RISE};
use super::scene::Scene;
use super::{CLAIMS, html, svg};
use crate::ask::Answer;
use crate::model::{Claim, Node};
use crate::property::fixture;
use crate::property::xml::tests::elements;

/// What the graph of hostile names has of one of its nodes.
fn answer(index: usize) -> (Node, Answer) {
    let id = fixture::node_id(index);
    let claims = |wanted: &dyn Fn(&Claim) -> bool| -> Vec<Claim> {
        fixture::claims().into_iter().filter(|claim| wanted(claim)).collect()
    };
    let nodes = fixture::nodes().into_iter().map(|node| (node.id.clone(), node));
    let articles = fixture::articles().into_iter().map(|article| (article.id.clone(), article));
    let is_end = |claim: &Claim| claim.subject == id || claim.object.as_ref() == Some(&id);
    let answer = Answer {
        did: claims(&|claim| claim.subject == id),
        was_done: claims(&|claim| claim.subject != id && claim.object.as_ref() == Some(&id)),
        says: claims(&|claim| !is_end(claim) && claim.by.contains(&id)),
        happened: claims(&|claim| !is_end(claim) && !claim.by.contains(&id) && claim.places.contains(&id)),
        nodes: nodes.collect::<BTreeMap<_, _>>(),
        articles: articles.collect::<HashMap<_, _>>(),
    };
    (fixture::nodes().swap_remove(index), answer)
}

#[test]
fn every_picture_is_well_formed_and_shows_every_name() {
    for index in 0..fixture::NAMES.len() {
        let (node, answer) = answer(index);
        let picture = svg(&node, &answer, CLAIMS);
        let elements = elements(picture.as_bytes());
        let allowed = ["svg", "title", "style", "rect", "g", "path", "text", "circle"];
        for element in &elements {
            assert!(allowed.contains(&element.name.as_str()), "{}", element.name);
            assert!(
                element.attributes.iter().all(|(key, _)| !key.starts_with("on") && !key.contains("href"))
            );
        }
        let titles: Vec<&str> = elements
            .iter()
            .filter(|element| element.name == "title")
            .map(|element| element.text.as_str())
            .collect();
        let claims = answer.did.iter().chain(&answer.was_done);
        let ends = claims.flat_map(|claim| [Some(&claim.subject), claim.object.as_ref()]).flatten();
        for id in ends {
            let name = super::label::plain(&answer.nodes[id].name);
            assert!(titles.contains(&name.as_str()), "{name:?} in the picture of {:?}", node.name);
        }
    }
}

/// Every attribute that leads somewhere, and the names of all elements, outside of style and script.
fn markup(page: &str) -> (Vec<String>, Vec<String>) {
    let (mut links, mut names) = (Vec::new(), Vec::new());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>').unwrap();
        let tag = &rest[..end];
        let name = tag.split([' ', '>']).next().unwrap();
        names.push(name.to_owned());
        links.extend(tag.split(" href=\"").skip(1).map(|link| link.split('"').next().unwrap().to_owned()));
        rest = &rest[end + 1..];
        if let "style" | "script" = name {
            rest = &rest[rest.find(&format!("</{name}>")).unwrap()..];
        }
    }
    (links, names)
}

#[test]
fn names_do_nothing_on_a_page() {
    for index in 0..fixture::NAMES.len() {
        let (node, answer) = answer(index);
        let page = html(&node, &answer, CLAIMS);
        let (links, names) = markup(&page);
        assert_eq!(names.iter().filter(|name| *name == "script").count(), 1);
        assert!(
            !names.iter().any(|name| ["img", "iframe", "object", "embed", "link"].contains(&name.as_str()))
        );
        assert!(links.iter().any(|link| link.starts_with("#claim-")));
        for link in &links {
            assert!(link.starts_with('#') || link.starts_with("https://news.example/"), "{link}");
        }
        // What is written into the page is its own script and style, or escaped.
        assert!(!page.contains("</script><script>alert"));
    }
}

#[test]
fn every_line_has_its_evidence_on_the_page() {
    let (node, answer) = answer(0);
    let page = html(&node, &answer, CLAIMS);
    let shown = answer.did.len() + answer.was_done.len() + answer.says.len() + answer.happened.len();
    assert!(shown > 18 && shown <= CLAIMS);
    for number in 0..shown {
        assert_eq!(page.matches(&format!("href=\"#claim-{number}\"")).count(), 1);
        assert_eq!(page.matches(&format!("id=\"claim-{number}\"")).count(), 1);
    }
    assert!(page.contains("https://news.example/1?a=1&amp;b=&quot;2&quot;"));
    assert!(page.contains("<mark>Islamic State said so</mark>"));
    assert!(page.contains("said by"));
}

#[test]
fn what_is_not_certain_is_dashed_and_what_many_say_is_thicker() {
    let (node, answer) = answer(0);
    let picture = svg(&node, &answer, CLAIMS);
    let elements = elements(picture.as_bytes());
    let lines: Vec<_> = elements
        .iter()
        .filter(|element| {
            element.get("class").is_some_and(|class| class.split(' ').any(|name| name == "line"))
        })
        .collect();
    let claims = || [&answer.did, &answer.was_done, &answer.says, &answer.happened].into_iter().flatten();
    let unsure =
        claims().filter(|claim| claim.polarity != "positive" || claim.modality != "asserted").count();
    assert!(unsure > 0);
    assert_eq!(lines.iter().filter(|line| line.get("class") == Some("line unsure")).count(), unsure);
    for (sources, width) in [(1, "1.2"), (2, "1.8"), (3, "2.4")] {
        let expected = claims().filter(|claim| claim.sources == sources).count();
        assert_eq!(lines.iter().filter(|line| line.get("stroke-width") == Some(width)).count(), expected);
    }
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

#[test]
fn boxes_and_labels_do_not_overlap() {
    for (index, limit) in [(0, CLAIMS), (0, 5), (1, CLAIMS), (4, CLAIMS), (19, 3)] {
        let (node, answer) = answer(index);
        let scene = Scene::new(&node, &answer, limit);
        let layout = layout::place(&scene);
        let mut areas = vec![layout.middle];
        for ((_, neighbour), placed) in scene.neighbours().zip(&layout.neighbours) {
            areas.push(placed.area);
            for (line, row) in neighbour.lines.iter().zip(&placed.rows) {
                let middle = f64::midpoint(row.inner, row.outer);
                let texts = [
                    (width(&line.label).min(LABEL_EMS) * LABEL, row.y - RISE - LABEL + 2.0, LABEL),
                    (width(&line.details).min(DETAIL_EMS) * DETAIL, row.y + DROP - DETAIL + 2.0, DETAIL),
                ];
                let texts = texts.into_iter().filter(|(width, ..)| *width > 0.0);
                areas.extend(texts.map(|(width, y, height)| Area {
                    x: middle - width / 2.0,
                    y,
                    width,
                    height,
                }));
            }
        }
        assert!(areas.len() > 2);
        for (index, area) in areas.iter().enumerate() {
            for other in &areas[index + 1..] {
                assert!(!overlap(area, other), "{area:?} {other:?}");
            }
            let all = &layout.all;
            assert!(area.x >= all.x && area.x + area.width <= all.x + all.width);
            assert!(area.y >= all.y && area.y + area.height <= all.y + all.height);
        }
    }
}

#[test]
fn no_more_claims_than_asked_for() {
    let (node, answer) = answer(0);
    for limit in [0, 1, 7] {
        let scene = Scene::new(&node, &answer, limit);
        assert_eq!((scene.shown, scene.neighbours().map(|(_, n)| n.lines.len()).sum()), (limit, limit));
    }
    assert_eq!(html(&node, &answer, 7), html(&node, &answer, 7));
}
