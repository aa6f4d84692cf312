"""A whole folder of downloads, read by whichever readers know its files; no file keeps another from being read."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from course_lib.collector import collector_at_rest
from course_lib.exports import answers, delimited, members, overlaps, own_layouts, strangers
from course_lib.exports.layouts import Layout
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Record, Taken, day_of
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

Progress = Callable[
    [str, int, int], None
]  # the path that is read now, how many bytes were, of how many


@dataclass
class Harvest:
    """What a folder holds: records, each once, and sentences on every file (by its path), then notes.

    `questions` are keys of answers.toml without which a part could not be read.
    """

    records: list[Record] = field(default_factory=list)
    takes: list[Taken] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    strangers: list[Member] = field(default_factory=list)  # files that nobody knows

    @property
    def usable(self) -> bool:
        """Whether any file gave a record."""
        return bool(self.records)

    @property
    def latest(self) -> date | None:
        """The last day in the records."""
        return max((day for record in self.records if (day := day_of(record))), default=None)


def harvest(folder: Path, owner: Owner, progress: Progress | None = None) -> Harvest:
    """Everything that the folder's files tell. Raises ExportError if it holds far too many of them."""
    with collector_at_rest():
        return _harvest(folder, owner, progress)


def _harvest(folder: Path, owner: Owner, progress: Progress | None) -> Harvest:
    inventory = members.inventory(folder)
    result = Harvest(files=[*inventory.troubles])
    mine, troubles = own_layouts.read(inventory.members)
    result.files += troubles
    exports = [
        one for one in inventory.members
        if one.path != answers.FILE and not own_layouts.is_layout(one)
    ]  # fmt: skip
    heads = _heads(exports, result)
    left = [*heads]
    claims: list[tuple[Reader, list[Member]]] = []
    for reader in _with_own(readers(), mine):
        groups = reader.groups(left, heads.__getitem__)
        claims += [(reader, group) for group in groups]
        claimed = {member.path for group in groups for member in group}
        left = [member for member in left if member.path not in claimed]
    meter = _Meter(progress, sum(member.size for _, group in claims for member in group))
    for reader, group in claims:
        _read(reader, [meter.around(member) for member in group], owner, result)
    result.strangers += left
    result.files += [(member.path, strangers.sentence(member, heads[member])) for member in left]
    result.files += [
        (top, f"{counted(count, 'picture, film or sound', 'pictures, films and sounds')} left unread: no table "
              "needs them.")
        for top, count in sorted(inventory.media.items())
    ]  # fmt: skip
    result.files.sort(key=lambda pair: pair[0])
    _gather(result)
    return result


@cache
def readers() -> tuple[ModuleType, ...]:
    """Every reader, the one of layouts last: modules of `exports/readers`, in the order of their names."""
    modules: list[ModuleType] = []
    try:
        package = importlib.import_module("course_lib.exports.readers")
    except ModuleNotFoundError:
        return (delimited,)
    for one in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{package.__name__}.{one.name}")
        if hasattr(module, "groups") and hasattr(module, "read"):
            modules.append(module)
    return (*modules, delimited)


@dataclass(frozen=True)
class Reader:
    """What a module of `exports/readers` can: say which files it reads together, and read them."""

    name: str
    groups: Callable[..., list[list[Member]]]
    read: Callable[..., Taken]


def _with_own(modules: Sequence[ModuleType], own: Sequence[Layout]) -> list[Reader]:
    """The readers, that of layouts with the owner's own beside those of the course."""
    more = {"own": own}
    return [
        Reader(one.__name__, partial(one.groups, **more), partial(one.read, **more))
        if one is delimited
        else Reader(one.__name__, one.groups, one.read)
        for one in modules
    ]


@dataclass
class _Meter:
    """Tells as members are opened how much was read."""

    progress: Progress | None
    total: int
    done: int = 0
    opened: set[str] = field(default_factory=set)

    def around(self, member: Member) -> Member:
        """The same member, which tells when it is opened."""

        def stream() -> BinaryIO:
            if self.progress:
                self.progress(member.path, self.done, self.total)
            if member.path not in self.opened:
                self.opened.add(member.path)
                self.done += member.size
            return member.open()

        return replace(member, open=stream)


def _heads(there: Sequence[Member], result: Harvest) -> dict[Member, bytes]:
    """The first bytes of each member that can be read; a sentence for each of the others."""
    heads = {}
    for member in there:
        try:
            heads[member] = members.head(member)
        except ExportError as error:
            result.files.append((member.path, str(error)))
    return heads


def _read(reader: Reader, group: Sequence[Member], owner: Owner, result: Harvest) -> None:
    """Add what a reader makes of a group of files, or for each of them the sentence why nothing came of it."""
    try:
        take: Taken = reader.read(group, owner)
    except ExportError as error:
        trouble = str(error)
    except RecursionError:
        trouble = (
            "holds brackets within brackets without end, as no download does. Download it again."
        )
    except MemoryError:
        trouble = "is too large for this machine's memory. Download a shorter period."
    except Exception as error:  # a fault of ours, which must not cost the owner all the other files
        name = reader.name.rpartition(".")[2]
        trouble = (
            f"could not be read, by a fault in the course ({name}: {type(error).__name__}); please report it. "
            "The other files were read."
        )
    else:
        result.takes.append(take)
        sentences = dict(take.files)
        result.files += [
            (
                member.path,
                sentences.get(member.path) or f"{take.what}: read with the files beside it.",
            )
            for member in group
        ]
        return
    result.files += [(member.path, trouble) for member in group]


def _gather(result: Harvest) -> None:
    """Take every record once, and every note and question."""
    for take in result.takes:
        result.notes += take.notes
        result.questions += take.questions
    result.records += overlaps.posts(result.takes, result.notes)
    result.records += overlaps.others(result.takes, result.notes)
    result.notes[:] = dict.fromkeys(result.notes)
    result.questions[:] = dict.fromkeys(result.questions)
