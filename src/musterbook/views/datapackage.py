"""The data dictionary of a folder of tables: `datapackage.json` of the Data Package standard, version 2.

https://datapackage.org/standard/data-package/; `profile` stands there as well, for what reads version 1 only.
"""

import hashlib
import json
from collections.abc import Mapping

from musterbook.lexicons.exports import Table, export_words
from musterbook.model import Reading
from musterbook.views.shapes import Shape, json_day

_PROFILES = "https://datapackage.org/profiles/2.0/"

_KEYS: Mapping[str, tuple[str, ...]] = {
    "claims": ("id",),
    "documents": ("id",),
    "accounts": ("id",),
    "plans": ("claim",),
}

_FOREIGN: Mapping[str, tuple[str, str, str]] = {
    "claims": ("document_id", "documents", "id"),
    "plans": ("claim", "claims", "id"),
}
"""The table -> its column, the table that it points to, and the column there."""


def package(reading: Reading, tables: Mapping[str, str]) -> str:
    """The descriptor of the files in `tables`, name -> content, as JSON; it states no licence."""
    words = export_words()
    only = [pages.mission.id for pages in reading.missions] if len(reading.missions) == 1 else []
    shape: Shape = {
        "$schema": f"{_PROFILES}datapackage.json",
        "profile": "tabular-data-package",
        "name": "-".join(["musterbook", *only]).lower(),
        "title": words.package["title_sample" if reading.is_sample else "title"],
        "description": words.package["description"].format(as_of=reading.as_of, known=reading.known),
        "as_of": json_day(reading.as_of),
        "known": json_day(reading.known),
        "sample": reading.is_sample,
        "resources": [
            _resource(file, content, words.tables[file.removesuffix(".csv")]) for file, content in tables.items()
        ],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _resource(file: str, content: str, table: Table) -> Shape:
    name, data = file.removesuffix(".csv"), content.encode()
    return {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": file,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": _schema(name, table),
    }


def _schema(name: str, table: Table) -> Shape:
    schema: Shape = {
        "fields": [
            {"name": each.name, "type": each.type, "description": each.description, "hxl": each.hxl}
            for each in table.columns
        ],
        "missingValues": [""],
        "primaryKey": list(_KEYS[name]),
    }
    if name in _FOREIGN:
        column, resource, other = _FOREIGN[name]
        schema["foreignKeys"] = [{"fields": [column], "reference": {"resource": resource, "fields": [other]}}]
    return schema
