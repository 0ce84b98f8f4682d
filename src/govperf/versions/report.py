"""A comparison as text, as an official reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from govperf.adapters.results import shown
from govperf.diagnostics import Language, Problem, shorten, text_width
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.proofs.model import Proved, Refuted
from govperf.source import Span
from govperf.values import Missing, show_number, show_value
from govperf.versions.causes import Cause, Moved, Nothing, Worth
from govperf.versions.changes import Change
from govperf.versions.compared import Compared
from govperf.versions.effects import Effect, Extreme
from govperf.versions.instances import Instance, Outcome, Stopped
from govperf.versions.objects import ObjectChange, Objects
from govperf.versions.wording import Hunk
from govperf.versions.words import verdict_word, word

_MOST_OBJECTS = 30
"""Objects that are told one by one."""

_MOST_SHIFTS = 12
_MOST_NAMES = 12
_LONGEST = 300
_LONGEST_CLAUSE = 40
_LONGEST_HUNK = 64
_LONGEST_NEW = 160


def report(comparison: Compared, language: Language = "zh", *, only: str | None = None) -> str:
    """The whole comparison; ``only`` names the one object whose results are told."""
    writer = _Writer(comparison, language)
    parts = [writer.heading(), writer.changes(), writer.effects(), writer.objects(only), [writer.conclusion()]]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


@frozen
class _Writer:
    comparison: Compared
    language: Language

    def say(self, key: str, **facts: object) -> str:
        return word(key, self.language, **facts)

    @property
    def graph(self) -> Graph:
        return self.comparison.new.graph

    # --- which versions ---

    def heading(self) -> list[str]:
        old, new = self.comparison.old, self.comparison.new
        named = [" ".join(filter(None, (one.name, one.version))) for one in (old, new)]
        files = [one.compiled.file.source.name for one in (old, new)]
        colon = self.say("colon")
        said = [
            f"{self.say(key)}{colon}{name or file}{self.say('bracketed', text=file) if name else ''}"
            for key, name, file in zip(("old", "new"), named, files, strict=True)
        ]
        return list(said)

    # --- what was changed ---

    def changes(self) -> list[str]:
        found = [*self.comparison.changes, *self.comparison.differences.renamed]
        lines = [self.say("changes", count=len(found))] if found else [self.say("no_changes")]
        for number, change in enumerate(found):
            kept = number in self.comparison.kept or change.action == "改名"
            lines.extend(self._change(number + 1, change, kept=kept))
        besides = self._besides()
        return [*lines, *([f"  {self.say('besides', text=besides)}"] if besides else [])]

    def _change(self, number: int, change: Change, *, kept: bool) -> Iterator[str]:
        clause = self._clause(change)
        remark = self.say("bracketed", text=self.say("kept")) if kept and change.action != "改名" else ""
        yield f"  {number}. {headline(change, self.language)}{clause}{remark}"
        if change.action in ("改", "次序") and not (change.whole and _fits(change)):
            for key, text, span in (("old", change.before, change.was), ("new", change.after, change.now)):
                yield f"       {self.say(key)} {self._place(span)}  {shorten(text, _LONGEST)}"
            return
        places = [self._place(span) for span in (change.was, change.now) if span is not None]
        if places:
            yield f"       {' → '.join(places)}"

    def _clause(self, change: Change) -> str:
        before, after = change.clause_before, change.clause_after
        if not before and not after:
            return ""
        if before == after or not before or not after:
            said = self.say("clause", clause=shorten(after or before, _LONGEST_CLAUSE))
        else:
            said = self.say("clauses", before=shorten(before, _LONGEST_CLAUSE), after=shorten(after, _LONGEST_CLAUSE))
        return self.say("bracketed", text=said)

    def _place(self, span: Span | None) -> str:
        return "" if span is None else self.say("line", source=_short(span.source.name), line=span.line)

    def _besides(self) -> str:
        differences = self.comparison.differences
        said = []
        if differences.remarks:
            names = self._names([one.title for one in differences.remarks], 4)
            said.append(self.say("remarks", count=len(differences.remarks), names=names))
        said += [self._idle(sort, found) for sort, found in _by_sort(differences.without_scores)]
        if differences.reordered:
            said.append(self.say("reordered"))
        return self.say("semicolon").join(said)

    def _idle(self, sort: str, found: Sequence[Change]) -> str:
        if sort in ("用例", "断言", "已知", "锁定"):
            counts = {action: sum(one.action == action for one in found) for action in ("增", "删", "改")}
            told = self.say("comma").join(
                f"{self.say(action) or ('改写' if self.language == 'zh' else 'changed')} {count}"
                for action, count in counts.items()
                if count
            )
            return f"{sort} {told}"
        return self.say("comma").join(
            f"{one.title} {shorten(one.before, 60)} → {shorten(one.after, 60)}"
            if one.before and one.after
            else f"{self.say(one.action)} {one.title} {shorten(one.after or one.before, 60)}"
            for one in found
        )

    def _names(self, names: Sequence[str], most: int = _MOST_NAMES) -> str:
        told = "、".join(names[:most])
        return told if len(names) <= most else f"{told}{self.say('and_more')}"

    # --- what it does ---

    def effects(self) -> list[str]:
        comparison = self.comparison
        if not comparison.changes and not comparison.differences.renamed:
            return []
        lines = [self.say("effects")]
        for effect in comparison.effects:
            if not effect.equal:
                lines.extend(self._effect(effect))
        equal = [one.name for one in comparison.effects if one.equal]
        lines += [f"  {self.say('equal', names=self._names(equal))}"] if equal else []
        asked = comparison.asked
        told = {
            "gone": comparison.gone,
            "come": comparison.come,
            "required": asked.required,
            "optional": asked.optional,
            "dropped": asked.dropped,
            "altered": asked.altered,
        }
        lines += [f"  {self.say(key, names=self._names(names))}" for key, names in told.items() if names]
        lines += [f"  {self.say('recorded')}"] if comparison.recorded else []
        if isinstance(comparison.whole, Refuted) and all(one.equal for one in comparison.effects):
            lines.append(f"  {self.say('lacking', told=comparison.whole.example.told)}")
        return lines

    def _effect(self, effect: Effect) -> Iterator[str]:
        graded = bool(effect.shifts) and effect.rise is None and effect.fall is None
        yield f"  {effect.name}{self.say('colon')}{verdict_word(effect.verdict, self.language, graded=graded)}"
        if effect.rise is not None:
            yield f"    {self._extreme('rise', effect.rise, effect)}"
        if effect.fall is not None:
            yield f"    {self._extreme('fall', effect.fall, effect)}"
        for shift in effect.shifts[:_MOST_SHIFTS]:
            before, after = self._outcome(shift.before, effect), self._outcome(shift.after, effect)
            basis = self._basis(shift.instance, effect)
            told = f"{shift.instance.told}{basis}{self._others(shift.instance)}"
            yield f"    {before} → {after}{self.say('colon')}{told}"
        if not effect.equal and effect.unsettled:
            reason = effect.reason if self.language == "zh" else effect.reason_en
            yield f"    {self.say('unsettled', reason=reason or self.say('no_reason'))}"

    def _extreme(self, key: str, extreme: Extreme, effect: Effect) -> str:
        amount = self._number(abs(extreme.difference), effect)
        said = self.say(key if extreme.largest else f"{key}_found", amount=amount)
        instance = extreme.instance
        before, after = self._outcome(instance.before, effect), self._outcome(instance.after, effect)
        when = self.say("when", told=instance.told, before=before, after=after)
        return f"{said}{self.say('colon')}{when}{self._others(instance)}"

    def _basis(self, instance: Instance, effect: Effect) -> str:
        """The score by which the grade is given: ``（得分 90.00）``."""
        if instance.basis is None or not effect.basis:
            return ""
        before, after = (self._outcome(one, effect, effect.basis) for one in instance.basis)
        name = self.graph[effect.basis].name
        return self.say("bracketed", text=f"{name} {before}" if before == after else f"{name} {before} → {after}")

    def _others(self, instance: Instance) -> str:
        return self.say("beside", count=instance.others) if instance.others else ""

    def _outcome(self, outcome: Outcome, effect: Effect, key: str = "") -> str:
        match outcome:
            case Stopped(code):
                return self.say("stopped", code=code)
            case Missing():
                return self.say("absent")
            case Fraction():
                return self._number(outcome, effect, key)
            case _:
                return show_value(outcome)

    def _number(self, value: Fraction, effect: Effect, key: str = "") -> str:
        definition = self.graph[key or effect.key].definition
        if definition is None:
            return show_number(value)
        return show_number(value, definition.places, percent=definition.kind.percent)

    # --- whom it touches ---

    def objects(self, only: str | None) -> list[str]:
        objects = self.comparison.objects
        if objects is None:
            return []
        key = "no_objects" if objects.same else "objects"
        lines = [self.say(key, count=objects.count, changed=len(objects.changed))]
        lines += [] if only else self._summary(objects)
        told = [one for one in objects.changed if only is None or one.name == only]
        for one in told[:_MOST_OBJECTS]:
            lines.extend(self._object(one))
        if len(told) > _MOST_OBJECTS:
            lines.append(f"  {self.say('more', count=len(told) - _MOST_OBJECTS)}")
        if only is not None and not told:
            lines.append(f"  {self.say('no_such_object', name=only)}")
        if objects.totals and only is None:
            lines.append(f"  {self.say('totals')}")
            lines.extend(line for one in objects.totals for line in self._moved(one))
        if objects.failing:
            names = self._names([one.name or self.say("nameless", row=one.index + 1) for one in objects.failing])
            lines.append(f"  {self.say('failing', count=len(objects.failing), names=names)}")
        return lines

    def _summary(self, objects: Objects) -> Iterator[str]:
        """How many rise, fall, or go from one grade to another, result by result."""
        for result in objects.results:
            found = [moved for one in objects.changed for moved in one.moved if moved.name == result]
            numbers = [one.difference for one in found if one.difference is not None]
            parts = [
                self.say(key, count=len(some), amount=signed(max(some, key=abs)))
                for key, some in (
                    ("rising", [one for one in numbers if one > 0]),
                    ("falling", [one for one in numbers if one < 0]),
                )
                if some
            ]
            shifts = Counter(
                (self._worth(one.before), self._worth(one.after)) for one in found if one.difference is None
            )
            parts += [
                self.say("shifting", before=a, after=b, count=n) for (a, b), n in shifts.most_common(_MOST_SHIFTS)
            ]
            if parts:
                yield f"  {result}{self.say('colon')}{self.say('comma').join(parts)}"

    def _object(self, one: ObjectChange) -> Iterator[str]:
        yield f"  {one.name or self.say('nameless', row=one.index + 1)}"
        if one.fails_after:
            yield f"    {self.say('fails_after', problems=self._problems(one.after))}"
        elif one.fails_before:
            yield f"    {self.say('fails_before', problems=self._problems(one.before))}"
        for moved in one.moved:
            yield from self._moved(moved)

    def _problems(self, problems: Iterable[Problem]) -> str:
        return self.say("semicolon").join(dict.fromkeys(problem.say(self.language) for problem in problems))

    def _moved(self, moved: Moved) -> Iterator[str]:
        amount = "" if moved.difference is None else self.say("bracketed", text=signed(moved.difference))
        line = f"    {moved.name} {self._worth(moved.before)} → {self._worth(moved.after)}{amount}"
        if len(moved.causes) == 1:
            yield f"{line}{self.say('colon')}{self._cause(moved.causes[0])}"
            return
        yield line
        for cause in moved.causes:
            if cause.part is not None:
                yield f"      {signed(cause.part)}  {self._cause(cause)}"
            else:
                yield f"      {self._worth(cause.before)} → {self._worth(cause.after)}  {self._cause(cause)}"

    def _cause(self, cause: Cause) -> str:
        titles = self._names([self.comparison.changes[number].title for number in cause.changes], 3)
        numbers = "、".join(str(number + 1) for number in cause.changes)
        return self.say("by", numbers=numbers, titles=titles)

    def _worth(self, worth: Worth) -> str:
        if isinstance(worth, Nothing):
            return self.say(worth.name)
        return self.say("absent") if worth is None else shown(worth)

    # --- in the end ---

    def conclusion(self) -> str:
        comparison = self.comparison
        if comparison.same:
            nothing = not comparison.changes and not comparison.differences.renamed
            complete = isinstance(comparison.whole, Proved)
            return self.say("same_text" if nothing else "same" if complete else "same_complete")
        return self.say("differs" if comparison.differs else "open")


def headline(change: Change, language: Language = "zh") -> str:
    """A change on one line: ``绩效考核得分：×90% → ×80%``, ``删去 一票否决 计划生育 → 不合格``."""
    colon, action = word("colon", language), word(change.action, language)
    match change.action:
        case "增" | "删":
            lines = sum(not pair.either.is_head for pair in change.pairs) if len(change.pairs) > 1 else 0
            more = word("with", language, count=lines) if lines else ""
            owner = _owner(change)
            where = f"{owner}{colon}" if owner else ""
            return f"{action} {where}{shorten(change.after or change.before, _LONGEST_NEW)}{more}"
        case "改名":
            return f"{action} {change.before} → {change.after}"
        case "次序":
            return f"{change.head}{colon}{action} {_became(change.hunks, language)}"
        case "移":
            old = change.pairs[0].old
            return f"{action} {old.title if old else ''} → {change.title}"
        case _:
            return f"{change.head}{colon}{_became(change.hunks, language)}"


def _owner(change: Change) -> str:
    """What the line that came or went belongs to."""
    either = change.pairs[0].either
    if either.owner_title or either.is_head:
        return either.owner_title
    return ".".join(either.title.split(".")[:-1])


def _became(hunks: Sequence[Hunk], language: Language) -> str:
    if any(text_width(side) > _LONGEST_HUNK for one in hunks for side in (one.before, one.after)):
        return word("rewritten", language)
    return word("semicolon", language).join(_hunk(one, language) for one in hunks)


def _hunk(hunk: Hunk, language: Language) -> str:
    if not hunk.before or not hunk.after:
        return word("inserted" if hunk.after else "left_out", language, text=hunk.after or hunk.before)
    between = word("into", language) if "→" in f"{hunk.before}{hunk.after}" else " → "
    return f"{hunk.before}{between}{hunk.after}"


def _fits(change: Change) -> bool:
    return all(text_width(side) <= _LONGEST_HUNK for one in change.hunks for side in (one.before, one.after))


def _by_sort(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    for one in changes:
        found.setdefault(one.sort, []).append(one)
    yield from found.items()


def _short(name: str) -> str:
    """The last part of a path: the whole stands above."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def signed(value: Fraction) -> str:
    """A difference with its sign: ``+1.5``, ``−2``."""
    text = show_number(abs(value))
    return f"+{text}" if value >= 0 else f"−{text}"


__all__ = ["headline", "report", "signed"]
