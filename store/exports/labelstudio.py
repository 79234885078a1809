"""Label Studio's JSON: a list of tasks, and the labelling setup for it.

Offsets are code points, as in its editor since version 1.4. Names are predictions; an article with
work by the user also has an annotation that contains this work and the names.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from store.entities.apply_corrections import BY_LIBRARY
from store.exports.doccano import about
from store.exports.export_context import ExportContext, ExportedArticle
from store.exports.unsupported_chars import for_xml
from store.jsonl import json_line
from store.model import LABELS
from store.userdata.atomic_file import replace


def write(job: ExportContext) -> None:
    """Write the tasks as one list, one per line, and the setup next to it as `NAME.labels.xml`."""
    mark_tags: dict[str, None] = {}
    begun = False
    for item in job.items():
        job.text.write(",\n" if begun else "[\n")
        begun = True
        job.text.write(json_line(_task(item)))
        mark_tags.update(dict.fromkeys(mark.tag for _, _, mark in item.marks))
    job.text.write("\n]\n" if begun else "[]\n")
    if job.beside is None:
        job.losses.note("the labelling setup is only written next to a file: use -o FILE")
        return
    setup = job.beside.with_suffix(job.format.beside)
    replace(setup, _setup([tag.name for tag in job.tags], list(mark_tags)).encode())
    job.losses.note(f"the labelling setup was written to {setup.name}")


def _task(item: ExportedArticle) -> dict[str, Any]:
    names = [_region(f"e{number}", "label", entity.start, entity.end, entity.text, entity.label)
             for number, entity in enumerate(item.entities)]  # fmt: skip
    user_results = []
    for start, end, mark in item.marks:
        region = _region(f"m{mark.id}", "mark", start, end, item.text[start:end], mark.tag)
        user_results.append(region | ({"meta": {"text": [mark.note]}} if mark.note else {}))
    if item.article.tags:
        value = {"choices": list(item.article.tags)}
        choice = {"id": "tags", "from_name": "tag", "to_name": "text", "type": "choices"}
        user_results.append({**choice, "value": value})
    by_hand = bool(user_results) or any(
        entity.reason.startswith(BY_LIBRARY) for entity in item.entities
    )
    data = {"text": item.text, **about(item, tags=False)}
    task: dict[str, Any] = {"data": data}
    task["annotations"] = [{"result": [*names, *user_results]}] if by_hand else []
    predicted = item.article.entities is not None
    task["predictions"] = [{"model_version": "cuttings", "result": names}] if predicted else []
    return task


def _region(id: str, control: str, start: int, end: int, text: str, label: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"id": id, "from_name": control, "to_name": "text", "type": "labels", "value": value}


def _setup(tags: list[str], mark_tags: list[str]) -> str:
    """Return the labelling setup: controls for names, marks and tags."""

    def values(element: str, names: list[str] | tuple[str, ...]) -> str:
        return "".join(f"    <{element} value={quoteattr(for_xml(name)[0])}/>\n" for name in names)

    parts = [f'  <Labels name="label" toName="text">\n{values("Label", LABELS)}  </Labels>\n']
    if mark_tags:
        inner = values("Label", mark_tags)
        parts.append(f'  <Labels name="mark" toName="text">\n{inner}  </Labels>\n')
    if tags:
        inner = values("Choice", tags)
        choice = '<Choices name="tag" toName="text" choice="multiple">'
        parts.append(f"  {choice}\n{inner}  </Choices>\n")
    return f'<View>\n{"".join(parts)}  <Text name="text" value="$text"/>\n</View>\n'
