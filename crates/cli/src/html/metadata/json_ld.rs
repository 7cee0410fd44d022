//! The `application/ld+json` scripts of a page in, what they say of its article out.
//!
//! The vocabulary: <https://schema.org/NewsArticle>. Read are the articles at the top, in `@graph` and as
//! the `mainEntity` of a page; what an article lists or links to is not it.

use std::collections::BTreeMap;

use serde_json::Deserializer;
use serde_json::value::RawValue;
use triplewire_tokenizer::Span;

use super::super::tokens::Token;
use super::{Markup, Saying};

/// How deep articles are looked for.
const MOST_DEPTH: usize = 6;

/// What the scripts say of the page's article.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// The surest first.
    pub(super) dates: Vec<Saying>,
    /// A dateline, or the place where the article was written.
    pub(super) place: Option<Saying>,
    pub(super) headline: Option<Saying>,
    pub(super) authors: Vec<Saying>,
    pub(super) site: Option<Saying>,
}

/// Reads the scripts; of several articles the one that the page's title names, else the first.
pub(super) fn read(source: &str, tokens: &[Token], title: Option<&str>) -> Linked {
    let scripts: Vec<(usize, String)> = scripts(source, tokens).collect();
    let mut things = Things::default();
    for (base, script) in &scripts {
        let script = Script { base: *base, text: script };
        let values = Deserializer::from_str(script.text).into_iter::<&RawValue>();
        for value in values.map_while(Result::ok) {
            things.collect(script, value, 0);
        }
    }
    let title = title.map(words).unwrap_or_default();
    let names_title = |thing: &&Thing<'_>| {
        let headline = thing.string("headline").map(|saying| words(&saying.value));
        headline.is_some_and(|headline| !headline.is_empty() && title.contains(&headline))
    };
    let article = things.articles.iter().find(names_title).or_else(|| things.articles.first());
    let Some(article) = article else {
        let dates = things.pages.first().and_then(|page| page.string("datePublished"));
        return Linked { dates: dates.into_iter().collect(), ..Linked::default() };
    };
    let name = |field: &str| article.things(field).into_iter().filter_map(|thing| things.name(&thing));
    let created = article.things("locationCreated").into_iter().find_map(|place| match place {
        Value::Thing(place) => place.string("name").or_else(|| {
            let Value::Thing(address) = place.things("address").into_iter().next()? else { return None };
            address.string("addressLocality")
        }),
        Value::String(name) => Some(name),
    });
    Linked {
        dates: ["datePublished", "dateCreated"].iter().filter_map(|field| article.string(field)).collect(),
        place: article.string("dateline").or(created),
        headline: article.string("headline").or_else(|| article.string("name")),
        authors: name("author").collect(),
        site: name("publisher").next(),
    }
}

/// The scripts and where they start. A line end within a string, which JSON does not allow and pages have,
/// is made a space, so that every byte stays where it is.
fn scripts(source: &str, tokens: &[Token]) -> impl Iterator<Item = (usize, String)> {
    tokens.windows(2).filter_map(move |pair| match pair {
        [Token::Start(tag), Token::Text(run)] if tag.name == "script" => {
            let kind = tag.value("type")?.split(';').next()?.trim();
            if !kind.eq_ignore_ascii_case("application/ld+json") {
                return None;
            }
            let text = run.span.of(source).replace("<![CDATA[", "         ");
            let text: String = text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect();
            let start = text.find(['{', '['])?;
            Some((run.span.start + start, text[start..].to_owned()))
        }
        _ => None,
    })
}

/// A script and where it starts in the source.
#[derive(Clone, Copy)]
struct Script<'a> {
    base: usize,
    text: &'a str,
}

/// A JSON object.
struct Thing<'a> {
    script: Script<'a>,
    fields: BTreeMap<String, &'a RawValue>,
}

enum Value<'a> {
    String(Saying),
    Thing(Thing<'a>),
}

impl<'a> Script<'a> {
    fn string(self, value: &'a RawValue) -> Option<Saying> {
        let json = value.get();
        let content: String = serde_json::from_str(json).ok()?;
        // The value is a part of the script: where it starts is how far it lies from the script's start.
        let start = self.base + json.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let span = Span::new(start + 1, start + json.len() - 1);
        (!content.trim().is_empty()).then_some(Saying { value: content, span, from: Markup::JsonLd })
    }

    fn thing(self, value: &'a RawValue) -> Option<Thing<'a>> {
        Some(Thing { script: self, fields: serde_json::from_str(value.get()).ok()? })
    }

    /// A value, or those of a list.
    fn list(value: &'a RawValue) -> Vec<&'a RawValue> {
        serde_json::from_str(value.get()).unwrap_or_else(|_| vec![value])
    }
}

impl<'a> Thing<'a> {
    /// The first string of a field.
    fn string(&self, field: &str) -> Option<Saying> {
        let values = Script::list(self.fields.get(field)?);
        values.into_iter().find_map(|value| self.script.string(value))
    }

    fn things(&self, field: &str) -> Vec<Value<'a>> {
        let values = self.fields.get(field).map(|&value| Script::list(value)).unwrap_or_default();
        let value = |value| match self.script.string(value) {
            Some(string) => Some(Value::String(string)),
            None => self.script.thing(value).map(Value::Thing),
        };
        values.into_iter().filter_map(value).collect()
    }

    fn types(&self) -> Vec<String> {
        let values = self.fields.get("@type").map(|&value| Script::list(value)).unwrap_or_default();
        let name = |kind: String| kind.rsplit(['/', ':', '#']).next().unwrap_or_default().to_owned();
        values.iter().filter_map(|value| serde_json::from_str(value.get()).ok()).map(name).collect()
    }
}

/// What was found in the scripts.
#[derive(Default)]
struct Things<'a> {
    articles: Vec<Thing<'a>>,
    pages: Vec<Thing<'a>>,
    /// The names of what has an `@id`.
    names: BTreeMap<String, Saying>,
}

impl<'a> Things<'a> {
    fn collect(&mut self, script: Script<'a>, value: &'a RawValue, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        let Some(thing) = script.thing(value) else {
            if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
                for value in values {
                    self.collect(script, value, depth + 1);
                }
            }
            return;
        };
        for field in ["@graph", "mainEntity"] {
            if let Some(value) = thing.fields.get(field) {
                self.collect(script, value, depth + 1);
            }
        }
        if let (Some(id), Some(name)) = (thing.string("@id"), thing.string("name")) {
            self.names.entry(id.value).or_insert(name);
        }
        let types = thing.types();
        let is = |names: &[&str]| types.iter().any(|kind| names.contains(&kind.as_str()));
        if types.iter().any(|kind| kind.ends_with("Article"))
            || is(&["BlogPosting", "LiveBlogPosting", "Report"])
        {
            self.articles.push(thing);
        } else if is(&["WebPage", "ItemPage"]) {
            self.pages.push(thing);
        }
    }

    /// The name of a person or an organisation, which may stand elsewhere under its `@id`.
    fn name(&self, value: &Value<'_>) -> Option<Saying> {
        match value {
            Value::String(name) => Some(name.clone()),
            Value::Thing(thing) => {
                thing.string("name").or_else(|| self.names.get(&thing.string("@id")?.value).cloned())
            }
        }
    }
}

/// Letters and digits in lower case, for comparing titles.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tokens::tokens;
    use super::*;

    fn page(script: &str) -> String {
        format!("<p>é</p><script type=\"application/ld+json\">{script}</script>")
    }

    /// What is said, with the characters that say it.
    fn said<'s>(source: &'s str, saying: Option<&Saying>) -> (String, &'s str) {
        let saying = saying.unwrap();
        (saying.value.clone(), saying.span.of(source))
    }

    fn pair<'s>(value: &str, text: &'s str) -> (String, &'s str) {
        (value.to_owned(), text)
    }

    #[test]
    fn an_article_says_when_where_and_who() {
        let source = page(
            r#"
            {"@context": "https://schema.org", "@type": ["NewsArticle", "X"], "headline": "Rebels \u0026 army",
             "datePublished": "2026-02-22T08:00:00Z", "dateModified": "2026-02-25", "dateline": "IDLIB",
             "author": [{"@type": "Person", "name": "Lina\nQubain"}, "Tom Ferris"],
             "publisher": {"@type": "Organization", "name": "Meridian"}}"#,
        );
        let linked = read(&source, &tokens(&source), None);
        assert_eq!(said(&source, linked.dates.first()), pair("2026-02-22T08:00:00Z", "2026-02-22T08:00:00Z"));
        assert_eq!(linked.dates.len(), 1);
        assert_eq!(said(&source, linked.headline.as_ref()), pair("Rebels & army", r"Rebels \u0026 army"));
        assert_eq!(said(&source, linked.place.as_ref()), pair("IDLIB", "IDLIB"));
        assert_eq!(said(&source, linked.authors.first()), pair("Lina\nQubain", r"Lina\nQubain"));
        assert_eq!(said(&source, linked.authors.get(1)), pair("Tom Ferris", "Tom Ferris"));
        assert_eq!(said(&source, linked.site.as_ref()), pair("Meridian", "Meridian"));
    }

    #[test]
    fn graphs_and_lists_are_looked_through() {
        let graph = r##"{"@graph": [{"@type": "WebPage", "datePublished": "2026-02-01"},
            {"@type": "http://schema.org/ReportageNewsArticle", "dateCreated": "2026-02-22",
             "publisher": {"@id": "#us"}, "locationCreated": {"@type": "Place", "address": {"addressLocality": "Kyiv"}}},
            {"@type": "Organization", "@id": "#us", "name": "Us"}]}"##;
        for script in [graph.to_owned(), format!("[{graph}]"), format!("//<![CDATA[\n{graph}\n//]]>")] {
            let source = page(&script);
            let linked = read(&source, &tokens(&source), None);
            assert_eq!(said(&source, linked.dates.first()), pair("2026-02-22", "2026-02-22"), "{script}");
            assert_eq!(said(&source, linked.place.as_ref()), pair("Kyiv", "Kyiv"));
            assert_eq!(said(&source, linked.site.as_ref()), pair("Us", "Us"));
        }
        let web_page = page(r#"{"@type": "WebPage", "datePublished": "2026-02-01"}"#);
        assert_eq!(read(&web_page, &tokens(&web_page), None).dates.len(), 1);
    }

    #[test]
    fn other_articles_are_not_the_page() {
        let source = page(
            r#"[{"@type": "NewsArticle", "headline": "Other", "datePublished": "2020-01-01"},
                {"@type": "NewsArticle", "headline": "Rebels seize Idlib", "datePublished": "2026-02-22"},
                {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Rebels"}]}]"#,
        );
        let date = |title| read(&source, &tokens(&source), title).dates[0].value.clone();
        assert_eq!(date(Some("Rebels seize Idlib | Meridian")), "2026-02-22");
        assert_eq!(date(Some("Meridian: Rebels seize Idlib")), "2026-02-22");
        assert_eq!(date(None), "2020-01-01");
        let depicted = page(r#"{"@type": "Article", "contentLocation": {"name": "Rome"}}"#);
        assert_eq!(read(&depicted, &tokens(&depicted), None).place, None);
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let deep = "[".repeat(100_000);
        for script in ["", "{", "null", "3", "{\"@type\": \"Article\", \"datePublished\": 3}", "{}{]", &deep]
        {
            let source = page(script);
            assert!(read(&source, &tokens(&source), None).dates.is_empty(), "{script:.40}");
        }
        let line_end =
            page("{\"@type\": \"Article\",\n\"headline\": \"a\nb\", \"dateCreated\": \"2026-02-22\"}");
        assert_eq!(read(&line_end, &tokens(&line_end), None).dates.len(), 1);
    }
}
