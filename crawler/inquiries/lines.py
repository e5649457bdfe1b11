"""Answers as lines for people. Values in, text out; no stranger's character acts on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL_CHARS = 14
_CHARS = 1_000


def why_lines(found: dict[str, Any]) -> Iterator[str]:
    if not found["known"]:
        yield _line("not known", found.get("url") or found["article"])
        if "canonical_url" in found:
            yield _line("looked for", found["canonical_url"])
        return
    for name in ("url", "canonical_url"):
        if found.get(name):
            yield _line(name.replace("_url", ""), found[name])
    if "state" in found:
        yield _line("state", f"{found['state']} ({found['reason']}): {found['why']}")
    yield from _of_visits(found)
    for step in found.get("leads_to", ()):
        yield _line("leads to", f"{step['url']}: {step['state']} ({step['reason']})")
    for version in found.get("versions", ()):
        place = version["path"] if version["in_place"] else "not in place yet"
        yield _line("version", f"{version['version']:03d} {place} ({version['title']})")
    if found.get("alike"):
        yield from _alike_lines(found["alike"])
    if found.get("looks_like"):
        yield _line("looks like", found["looks_like"])


def _alike_lines(alike: dict[str, Any]) -> Iterator[str]:
    for each in alike["articles"]:
        how = f", {each['resemblance']:.2f} like {each['resembles']}" if each["resembles"] else ""
        text = f"{each['id']} {each['publisher'] or '-'}, {each['published'] or '-'}{how}"
        yield _line("alike", text)
    first = alike["first_published"]
    yield _line("first", f"{first['publisher'] or first['url']}, {first['published'] or '-'}")


def _of_visits(found: dict[str, Any]) -> Iterator[str]:
    if (origin := found.get("found")) is not None:
        via = origin["via"] or "the seed list"
        yield _line("found", f"{origin['at']} by {via}")
        yield _line("seed", origin["seed"] or "-")
    visited = found.get("visited")
    status = f", status {found['status']}" if found.get("status") else ""
    yield _line("visited", f"{visited}{status}" if visited else "never")
    if found.get("attempts_in_vain"):
        yield _line("in vain", f"{found['attempts_in_vain']} times")
    if found.get("due"):
        yield _line("due again", found["due"])
    if (capture := found.get("capture")) is not None:
        yield _line("capture", f"{capture['warc']}, byte {capture['offset']}")
    if found.get("path"):
        yield _line("file", found["path"])
    if found.get("of") and not found.get("leads_to"):
        yield _line("of", found["of"])


def status_lines(found: dict[str, Any]) -> Iterator[str]:
    if "visits" in found:
        yield _line("seed" if found["known"] else "not known", found["seed"])
        if found["health"] is not None:
            yield from _health_lines(found["health"])
        yield from map(_visit_line, found["visits"])
        return
    yield _line("articles", f"{found['articles']}, with all versions")
    yield _line("images", str(found["images"]))
    held = (f"{count} {state}" for state, count in found["urls"].items() if count)
    yield _line("URLs", ", ".join(held) or "none")
    yield _line("due now", str(found["due_now"]))
    for run in found["runs"]:
        yield _line("run", _run_text(run))
    for seed in found["seeds"]:
        yield _visit_line(seed)
        complaints = seed["health"]["complaints"] if seed["health"] else ()
        yield from (_line("", f"  {complaint}") for complaint in complaints)


def _health_lines(health: dict[str, Any]) -> Iterator[str]:
    if health["usual_per_day"]:
        yield _line("usual", f"{health['usual_per_day']:.1f} articles a day")
    if health["last_articles"]:
        yield _line("last articles", health["last_articles"])
    for complaint in health["complaints"]:
        yield _line("complaint", complaint)


def _run_text(run: dict[str, Any]) -> str:
    code = "" if run["exit_code"] is None else f", exit {run['exit_code']}"
    took = "" if run["seconds"] is None else f" in {run['seconds']:.0f} s"
    kind = "captures read, " if run["is_offline"] else ""
    gains = f"{run['articles']} articles, {run['failed']} failed"
    return f"{run['run']}: {kind}{gains}{took}, {run['finish_reason']}{code}"


def _visit_line(visit: dict[str, Any]) -> str:
    outcome = f"{visit['state']} ({visit['reason']})"
    text = f"{visit['visited']} {visit['seed']}: {outcome}, {visit['articles']} articles"
    return _line(visit["kind"] or "seed", text)


def _line(label: str, text: str) -> str:
    return f"{one_line(label):<{_LABEL_CHARS}}{one_line(text, _CHARS)}".rstrip()
