"""Odd but valid `tags.yaml` files: every value at every place as null, scalar, list, mapping…"""

from __future__ import annotations

from hypothesis import strategies as st

NULLS = ("", "~", "null", "Null", "NULL", "~ # c", "null # c", "!!null", "!!null x", "&n ~", "&n")
EMPTY = (*NULLS, "{}", "!!map {}", "!!map", "&n {}")
TEXTS = (
    *("x", "5", "3.5", "no", "2016-01-01", '"q w"', "'s'", "&t x", "!!str x", "!!int 5", "!odd x"),
    *("!!str", "!!binary aGk=", '""', "'null'", "!!str ~", "|\n      lit", ">-\n      fold"),
    *NULLS,
)
LISTS = (
    *("[]", "[x]", "&l [x]", "!!seq [a]", "[null, x]", "[a, b]", "[a, ~]", "[\n x ]", "['a', A]"),
    *("\n    - a\n    - b", "[a, # c\n     b]", "[a, a]", *NULLS),
)
MAPPINGS = (
    *("{a: b}", "{a: {b: c}}", "&m {a: b}", "!!map {a: b}", "{null: null}", "{~: x}", "{? x}"),
    *("[{id: q}]", "[x: y]", "!!set {a, b}", "[x, [y]]", "{<<: {a: b}, c: d}", "{'': x}"),
)
MARKS = (
    *("[{id: m, tag: a, at: [1, 2]}]", "[{id: m, tag: a, quote: ~, odd: [~, {x: ~}]}]"),
    "\n    - {id: m, tag: a, at: [9, 3], quote: ~}\n    - {id: n, tag: b, note: ~}",
    *("\n    - id: m\n      tag: a\n      at: [1, 2]", *NULLS),
)
ENTITIES = (
    *("{hidden: ~, spans: ~}", "{aliases: ~, labels: {x: ~}}", "{names: ~}", "{split: [x]}"),
    "{aliases: {x: y}, hidden: [x], spans: [{at: [1, 2], label: ~}]}",
    "\n     hidden: ~\n     aliases:\n      x: y",
    *("{spans: [{at: [2, 1]}]}", *EMPTY),
)
OF_TAG = {
    "color": TEXTS,
    "key": ("1", "!!int 3", "~", "null # c"),
    "description": TEXTS,
    "conflicts": (*MAPPINGS, *TEXTS, *LISTS),
    "stars": (*MAPPINGS, *TEXTS, *LISTS),
}
OF_ARTICLE = {
    "sha256": TEXTS,
    "tags": LISTS,
    "read": TEXTS,
    "note": TEXTS,
    "marks": MARKS,
    "entities": ENTITIES,
    "conflicts": (*MAPPINGS, *TEXTS, *LISTS),
    "stars": (*MAPPINGS, *TEXTS, *LISTS),
}
TAGS = ("a", "b", "no", "r/s", "~", "'null'")
IDS = ("a.txt", "b.txt", "c.txt", "~", "no")


@st.composite
def odd_files(draw: st.DrawFn) -> str:
    """Draw a file; some of them can't be read."""
    lines = draw(st.sampled_from([["version: 1"], ["version: ~"], []]))
    sections = ["tags", "articles", "entities", "views", "settings", "conflicts", "stars"]
    for section in draw(st.permutations(sections)):
        shape = draw(st.integers(0, 9))
        if shape < 3:
            continue
        if shape < 5:
            lines = [*lines, f"{section}: {draw(st.sampled_from(EMPTY))}"]
        elif section == "tags":
            lines = [*lines, *_items(draw, "tags", TAGS, OF_TAG)]
        elif section == "articles":
            lines = [*lines, *_items(draw, "articles", IDS, OF_ARTICLE)]
        elif section == "entities":
            lines = [*lines, f"entities: {draw(st.sampled_from(ENTITIES[:-2]))}"]
        else:
            values = TEXTS if section == "views" else (*MAPPINGS, *TEXTS, *LISTS)
            lines = [*lines, f"{section}:", f"  mine: {draw(st.sampled_from(values))}"]
    text = "\n".join(lines) + draw(st.sampled_from(["\n", ""]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def _items(
    draw: st.DrawFn, section: str, names: tuple[str, ...], fields: dict[str, tuple[str, ...]]
) -> list[str]:
    lines = [section + ":" + draw(st.sampled_from(["", " # c", " &s", " !!map"]))]
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        keys = draw(st.lists(st.sampled_from(sorted(fields)), max_size=5, unique=True))
        if not keys:
            lines.append(f"  {name}: {draw(st.sampled_from(EMPTY))}")
            continue
        lines.append(f"  {name}:")
        lines += [f"    {key}: {draw(st.sampled_from(fields[key]))}" for key in keys]
    return lines
