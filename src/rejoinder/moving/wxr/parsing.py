"""One document parsed: expat's calls in, values out.

The handlers run some sixty times a comment, so they do as little as they can: one
dictionary says what an element means where it stands, and what means nothing is passed
over by handlers of its own, whose text expat does not even hand over.
"""

from __future__ import annotations

from xml.parsers import expat

from django.utils.translation import gettext as _

from rejoinder.moving.wxr import limits, records
from rejoinder.moving.wxr.complaints import fault_of
from rejoinder.moving.wxr.faults import Fault, PastLimit
from rejoinder.moving.wxr.names import SEPARATOR, ShortNames
from rejoinder.moving.wxr.records import Kind, Record
from rejoinder.moving.wxr.values import Event

VERSIONS = ("1.0", "1.1", "1.2")

#: Inside of a field no element means anything.
_NOTHING: dict[str, str | Kind] = {}


class Parsing:
    """Feed it with UTF-8, take `events` away after each time, and `finish` it.

    Items are numbered from `next_ordinal` on. Raises Fault.
    """

    def __init__(self, file: str, next_ordinal: int = 0) -> None:
        self.events: list[Event] = []
        self.next_ordinal = next_ordinal
        self._file = file
        self._names = ShortNames()
        self._text: list[str] = []
        self._field: str | None = None
        self._skipped_depth = self._depth_before_skipping = 0
        self._records = [Record(records.DOCUMENT)]
        self._steps = records.DOCUMENT.steps
        self._was_channel_told = False
        #: People and terms, until it is known where they come from.
        self._early: list[Event] = []
        self._last_chunk = b""
        self._fed_bytes = 0
        self._parser = self._new_parser()
        self._read_elements()

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", SEPARATOR)
        parser.buffer_text = True
        parser.buffer_size = limits.CHUNK_BYTES
        parser.ordered_attributes = True
        # Newer releases put off what does not end in a chunk, so that it is not scanned
        # again and again. Our own limit bounds that, and needs to see what waits.
        if hasattr(parser, "SetReparseDeferralEnabled"):
            parser.SetReparseDeferralEnabled(False)
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.EntityDeclHandler = self._on_entity
        return parser

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def feed(self, chunk: bytes) -> None:
        self._parse(chunk, is_last=False)
        self._last_chunk = chunk
        self._fed_bytes += len(chunk)
        self._check_limits()

    def finish(self) -> None:
        self._parse(b"", is_last=True)
        if not self._was_channel_told:
            self._refuse_version()

    def _parse(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            known = self._last_chunk + chunk
            start = self._fed_bytes - len(self._last_chunk)
            at = self._parser.ErrorByteIndex - start
            raise fault_of(error, known, at) from None

    def _check_limits(self) -> None:
        """What grows only slowly is looked at once a chunk."""
        pending_bytes = self._fed_bytes - self._parser.CurrentByteIndex
        if pending_bytes > limits.MAX_MARKUP_BYTES + limits.CHUNK_BYTES:
            self._refuse_size(
                _("a tag or comment of more than %(limit)d bytes"),
                limits.MAX_MARKUP_BYTES,
            )
        if sum(map(len, self._text)) > limits.MAX_TEXT_CHARACTERS:
            self._refuse_size(
                _("a text of more than %(limit)d characters"),
                limits.MAX_TEXT_CHARACTERS,
            )
        if len(self._parser.intern) > limits.MAX_NAMES:
            self._refuse_size(
                _("more than %(limit)d different names of elements"), limits.MAX_NAMES
            )

    def _refuse_size(self, reason: str, limit: int) -> None:
        raise PastLimit(reason % {"limit": limit}, self.line)

    # -------------------------------------------------------------------- elements

    def _read_elements(self) -> None:
        self._parser.StartElementHandler = self._on_start
        self._parser.EndElementHandler = self._on_end
        self._parser.CharacterDataHandler = self._text.append

    def _on_start(self, name: str, attributes: list[str]) -> None:
        step = self._steps.get(self._names[name])
        if step.__class__ is str:
            self._field = step
            self._steps = _NOTHING
            self._text.clear()
        elif isinstance(step, Kind):
            self._begin(step, attributes)
        else:
            if len(self._records) == 1:
                self._refuse_root(name)
            self._skip()
        if attributes:
            self._check_attributes(attributes)

    def _on_end(self, name: str) -> None:
        field = self._field
        if field is None:
            self._end()
            return
        record = self._records[-1]
        text = "".join(self._text)
        if field not in record.fields:
            record.fields[field] = text
            self._weigh(record, len(text))
        self._field = None
        self._steps = record.kind.steps

    def _weigh(self, record: Record, characters: int) -> None:
        record.weight += characters + limits.FIELD_CHARACTERS
        if record.weight > limits.MAX_RECORD_CHARACTERS:
            self._refuse_size(
                _("an item of more than %(limit)d characters"),
                limits.MAX_RECORD_CHARACTERS,
            )

    def _check_attributes(self, attributes: list[str]) -> None:
        if len(attributes) > 2 * limits.MAX_ATTRIBUTES:
            self._refuse_size(
                _("a tag with more than %(limit)d attributes"), limits.MAX_ATTRIBUTES
            )

    # --------------------------------------------------------- what means nothing

    def _skip(self) -> None:
        self._skipped_depth = 1
        # The first record is the document, which is no element.
        self._depth_before_skipping = len(self._records) - 1 + bool(self._field)
        self._parser.StartElementHandler = self._on_skipped_start
        self._parser.EndElementHandler = self._on_skipped_end
        self._parser.CharacterDataHandler = None

    def _on_skipped_start(self, name: str, attributes: list[str]) -> None:
        self._skipped_depth += 1
        if self._skipped_depth + self._depth_before_skipping > limits.MAX_DEPTH:
            reason = _("elements nested more than %(limit)d deep")
            self._refuse_size(reason, limits.MAX_DEPTH)
        if attributes:
            self._check_attributes(attributes)

    def _on_skipped_end(self, name: str) -> None:
        self._skipped_depth -= 1
        if not self._skipped_depth:
            self._read_elements()

    # --------------------------------------------------------------------- records

    def _begin(self, kind: Kind, attributes: list[str]) -> None:
        record = Record(kind)
        if kind is records.ITEM:
            self._tell_channel()
            record.line = self.line
            record.ordinal = self.next_ordinal
            self.next_ordinal += 1
        elif kind is records.TERM_REF:
            record.fields.update(zip(attributes[::2], attributes[1::2], strict=True))
            self._text.clear()
        elif kind is records.CHANNEL:
            self._was_channel_told = False
        self._records.append(record)
        self._steps = kind.steps

    def _end(self) -> None:
        record = self._records.pop()
        around = self._records[-1]
        self._steps = around.kind.steps
        match record.kind.name:
            case "comment":
                self.events.append(records.comment(record, around.ordinal))
            case "meta":
                self._end_meta(record, around)
            case "ref":
                around.refs.append(records.term_ref(record, "".join(self._text)))
                self._weigh(around, sum(map(len, self._text)))
            case "item":
                self.events.append(records.item(record))
            case "channel":
                self._records.append(record)
                self._tell_channel()
                self._records.pop()
            case "rss":
                pass
            case name:
                event = records.MAKERS[name](record)
                told = self.events if self._was_channel_told else self._early
                told.append(event)

    def _end_meta(self, meta: Record, around: Record) -> None:
        pair = records.meta_pair(meta)
        if pair is not None:
            around.meta.append(pair)
            self._weigh(around, meta.weight)

    def _tell_channel(self) -> None:
        """Once, before the first item or at the channel's end."""
        if self._was_channel_told:
            return
        channel = records.channel(self._records[-1], self._file)
        if channel.version not in VERSIONS:
            self._refuse_version(channel.version)
        self.events += [channel, *self._early]
        self._early.clear()
        self._was_channel_told = True

    # -------------------------------------------------------------------- refusals

    def _refuse_version(self, version: str = "") -> None:
        cannot_mend = _("cannot tell which version was meant")
        if not version:
            reason = _("this is no WordPress export, or one without a version")
            raise Fault(reason, self.line, cannot_mend=cannot_mend)
        reason = _(
            "this is WXR %(version)s; the versions %(first)s to %(last)s are read"
        ) % {"version": version[:40], "first": VERSIONS[0], "last": VERSIONS[-1]}
        raise Fault(reason, self.line, cannot_mend=cannot_mend)

    def _refuse_root(self, name: str) -> None:
        reason = _("this is no WordPress export: its outermost element is %(name)s")
        name = name.rpartition(SEPARATOR)[2][:40]
        raise Fault(reason % {"name": name}, self.line)

    def _on_doctype(
        self, name: str, system: str | None, public: str | None, has_subset: int
    ) -> None:
        # Entities could multiply a text a billion times, or name other files; without
        # declarations an undefined one would be left out in silence.
        if system or public or has_subset:
            reason = _("a DOCTYPE with declarations, which no WordPress export has")
            raise Fault(reason, self.line)

    def _on_entity(self, *declaration: object) -> None:
        raise Fault(_("an entity is declared"), self.line)
