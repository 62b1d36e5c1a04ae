"""The views of a book: plain columns for Datasette or any other tool that speaks SQL, with stable names.

`muster_documents`, `muster_claims`, `muster_judgements` and `muster_withdrawn` hold what the tables keep as JSON, one
column a slot; what the codec leaves out because it is the default stands there in full. Withdrawn documents and their
claims are left out of the first two. Every column is described in `lexicons/en/exports.toml`. A view that changes is a
new schema version, whose step calls `create_views` again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

WITHDRAWN, DOCUMENTS, CLAIMS, JUDGEMENTS = (
    "muster_withdrawn",
    "muster_documents",
    "muster_claims",
    "muster_judgements",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How one database reads JSON: `text`, `number`, `truth` take a value, `joined` a list of texts joined by |.

    Each is a template with the JSON column as `json` and the path as `at`; `path` and `between` spell it.
    """

    text: str
    number: str
    truth: str
    joined: str
    path: str
    between: str
    no: str


SPEECHES: Mapping[str, Speech] = {
    "sqlite": Speech(
        text="json_extract({json}, '{at}')",
        number="CAST(json_extract({json}, '{at}') AS NUMERIC)",
        truth="json_extract({json}, '{at}')",
        joined="(SELECT group_concat(e.value, '|') FROM json_each({json}, '{at}') AS e)",
        path="$.{slots}",
        between=".",
        no="0",
    ),
    "postgresql": Speech(
        text="({json}::jsonb #>> '{at}')",
        number="({json}::jsonb #>> '{at}')::numeric",
        truth="({json}::jsonb #>> '{at}')::boolean",
        joined="(SELECT string_agg(e.value, '|' ORDER BY e.place) FROM "
        "jsonb_array_elements_text({json}::jsonb #> '{at}') WITH ORDINALITY AS e(value, place))",
        path="{{{slots}}}",
        between=",",
        no="FALSE",
    ),
}
"""The dialects that a book can live on -> how they read JSON (json1 of SQLite, jsonb of PostgreSQL)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value out of the JSON: its kind (a template of `Speech`), its slots joined by a point, and its default.

    With `inside` the default holds only where that slot is there: without a quantity there is no kind of one.
    """

    kind: str
    at: str
    default: str | None = None
    inside: str | None = None

    def sql(self, json: str, speech: Speech) -> str:
        """The expression in one dialect, out of the column `json`."""
        found = self._read(self.kind, self.at, json, speech)
        if self.default is None:
            return found
        default = speech.no if self.kind == "truth" else f"'{self.default}'"
        filled = f"coalesce({found}, {default})"
        if self.inside is None:
            return filled
        return f"CASE WHEN {self._read('text', self.inside, json, speech)} IS NOT NULL THEN {filled} END"

    @staticmethod
    def _read(kind: str, at: str, json: str, speech: Speech) -> str:
        template: str = getattr(speech, kind)
        return template.format(json=json, at=speech.path.format(slots=at.replace(".", speech.between)))


Columns = Mapping[str, str | Slot]
"""The name of a column -> an expression over the tables (x is the view's own, d documents), or a slot of the JSON."""


def create_views(connection: Connection) -> None:
    """Make the views anew, in the transaction of the connection."""
    made = definitions(SPEECHES[connection.dialect.name])
    for name in reversed(made):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
    for name, query in made.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def definitions(speech: Speech) -> dict[str, str]:
    """The name and the query of each view, in the order in which they rest on each other."""
    out = f"NOT IN (SELECT document_id FROM {WITHDRAWN})"
    return {
        WITHDRAWN: _WITHDRAWN,
        DOCUMENTS: f"SELECT {_listed(_DOCUMENT, 'x.details', speech)} FROM documents AS x WHERE x.id {out}",
        CLAIMS: f"SELECT {_listed(_CLAIM, 'x.claim', speech)} FROM ({_LAST_READING}) AS x "
        f"JOIN documents AS d ON d.id = x.document_id WHERE x.document_id {out}",
        JUDGEMENTS: f"SELECT {_listed(_JUDGEMENT, 'x.judgement', speech)} FROM judgements AS x",
    }


def _listed(columns: Columns, json: str, speech: Speech) -> str:
    """The columns of a SELECT; each name is quoted, since `end` is a word of SQL."""
    return ", ".join(
        f'{source.sql(json, speech) if isinstance(source, Slot) else source} AS "{name}"'
        for name, source in columns.items()
    )


_WITHDRAWN = (
    "SELECT w.document_id, d.name AS doc, d.rights, w.withdrawn_by, w.reason, w.recorded_at "
    "FROM withdrawals AS w JOIN documents AS d ON d.id = w.document_id "
    "WHERE NOT w.restored AND w.number = (SELECT max(l.number) FROM withdrawals AS l "
    "WHERE l.document_id = w.document_id)"
)
"""What was said last of a document decides whether it is withdrawn (`removals.withdrawals`)."""

_SHARED = (
    "document_id, family, value, party, mission, recipient, valid_start, valid_end, due_start, due_end, "
    "reported_start, reported_end, start_char, end_char, claim, recorded_at"
)
_LAST_READING = (
    f"SELECT id, {_SHARED} FROM claims WHERE document_id NOT IN (SELECT document_id FROM readings) "
    f"UNION ALL SELECT id, {_SHARED} FROM reading_claims WHERE reading IN "
    "(SELECT max(number) FROM readings GROUP BY document_id)"
)
"""The claims of the last reading of each document (`rereading.effective`)."""

_UNDATED = "x.reported_start IS NULL AND x.reported_end IS NULL"
"""A claim without a day of its own was reported when its document was published."""

_DOCUMENT: Columns = {
    "id": "x.id",
    "name": "x.name",
    "title": Slot("text", "title"),
    "publisher": Slot("text", "publisher"),
    "url": Slot("text", "url"),
    "published_start": "x.published_start",
    "published_end": "x.published_end",
    "published_how": Slot("text", "published_how", "unknown"),
    "known_from": "x.known_from",
    "language": Slot("text", "language", "en"),
    "media_type": Slot("text", "media_type", "text/plain"),
    "kind": "x.kind",
    "entered_by": Slot("text", "entered_by"),
    "rights": "x.rights",
    "labels": Slot("joined", "labels"),
    "characters": "length(x.text)",
    "recorded_at": "x.recorded_at",
}

_CLAIM: Columns = {
    "id": "x.id",
    "doc": "d.name",
    "document_id": "x.document_id",
    "rights": "d.rights",
    "family": "x.family",
    "stage": Slot("text", "stage"),
    "measure": Slot("text", "measure"),
    "event": Slot("text", "event"),
    "party": "x.party",
    "by": Slot("joined", "by"),
    "via": Slot("text", "via"),
    "group_low": Slot("number", "group.low"),
    "group_high": Slot("number", "group.high"),
    "group_unit": Slot("text", "group.unit"),
    "group_text": Slot("text", "group.text"),
    "recipient": "x.recipient",
    "mission": "x.mission",
    "resource": Slot("text", "resource"),
    "force": Slot("text", "force"),
    "item": Slot("text", "item"),
    "quantity_low": Slot("number", "quantity.low"),
    "quantity_high": Slot("number", "quantity.high"),
    "quantity_unit": Slot("text", "quantity.unit"),
    "quantity_kind": Slot("text", "quantity.kind", "unknown", "quantity"),
    "quantity_approx": Slot("truth", "quantity.approx", "no", "quantity"),
    "quantity_text": Slot("text", "quantity.text"),
    "object": Slot("text", "object"),
    "place": Slot("text", "place"),
    "valid_start": "x.valid_start",
    "valid_end": "x.valid_end",
    "due_start": "x.due_start",
    "due_end": "x.due_end",
    "polarity": Slot("text", "polarity", "affirmed"),
    "certainty": Slot("text", "certainty", "stated"),
    "condition": Slot("text", "condition"),
    "umbrella": Slot("truth", "umbrella", "no"),
    "corrects_low": Slot("number", "corrects.low"),
    "corrects_high": Slot("number", "corrects.high"),
    "speaker": Slot("text", "speaker"),
    "speaker_role": Slot("text", "speaker_role"),
    "speaker_party": Slot("text", "speaker_party"),
    "words": Slot("text", "words"),
    "direct": Slot("truth", "direct"),
    "told": Slot("text", "told"),
    "about": Slot("joined", "about"),
    "stance": Slot("text", "stance"),
    "start": "x.start_char",
    "end": "x.end_char",
    "evidence": Slot("text", "evidence"),
    "rule": Slot("text", "rule"),
    "reported_start": f"CASE WHEN {_UNDATED} THEN d.published_start ELSE x.reported_start END",
    "reported_end": f"CASE WHEN {_UNDATED} THEN d.published_end ELSE x.reported_end END",
    "recorded_at": "x.recorded_at",
}

_JUDGEMENT: Columns = {
    "number": "x.number",
    "claim_id": "x.claim_id",
    "other_claim_id": Slot("text", "other_claim_id"),
    "verdict": "x.verdict",
    "field": Slot("text", "field"),
    "value": Slot("text", "value"),
    "judged_by": "x.judged_by",
    "reason": Slot("text", "reason"),
    "recorded_at": "x.recorded_at",
}

VIEWS: Mapping[str, tuple[str, ...]] = {
    WITHDRAWN: ("document_id", "doc", "rights", "withdrawn_by", "reason", "recorded_at"),
    DOCUMENTS: tuple(_DOCUMENT),
    CLAIMS: tuple(_CLAIM),
    JUDGEMENTS: tuple(_JUDGEMENT),
}
"""The name of each view -> the names of its columns, in order."""
