"""Addresses by which linked data names languages, licences, formats, frequencies, and our things.

Those of the European Union's authority tables, which DCAT-AP asks for
(https://op.europa.eu/en/web/eu-vocabularies/authority-tables), else nothing or another public one.
"""

from collections.abc import Mapping

from governance.publish.open_data.schemas import FOLDER
from governance.publish.site.data.index import CATALOGUE
from governance.rules.standing import NEVER

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# ISO 639-1 -> the code of the table, which is that of ISO 639-3: official languages of the Union
# and of the Nordic countries, and those that are much spoken in Finland.
_LANGUAGES: Mapping[str, str] = {
    "ar": "ARA", "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG",
    "es": "SPA", "et": "EST", "fa": "FAS", "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV",
    "hu": "HUN", "is": "ISL", "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT", "nb": "NOB",
    "nl": "NLD", "nn": "NNO", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "ru": "RUS",
    "se": "SME", "sk": "SLK", "sl": "SLV", "so": "SOM", "sv": "SWE", "uk": "UKR",
}  # fmt: skip
_FORMATS: Mapping[str, tuple[str, str]] = {
    "html": ("HTML", "text/html"),
    "pdf": ("PDF", "application/pdf"),
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xml": ("XML", "application/xml"),
    "txt": ("TXT", "text/plain"),
    "zip": ("ZIP", "application/zip"),
    "epub": ("EPUB", "application/epub+zip"),
    "odt": ("ODT", "application/vnd.oasis.opendocument.text"),
    "ods": ("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": ("ODP", "application/vnd.oasis.opendocument.presentation"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": ("PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_FREQUENCIES: Mapping[str, str] = {
    "P1D": "DAILY", "P7D": "WEEKLY", "P14D": "BIWEEKLY", "P1M": "MONTHLY", "P2M": "BIMONTHLY",
    "P3M": "QUARTERLY", "P6M": "ANNUAL_2", "P12M": "ANNUAL", "P1Y": "ANNUAL", "P24M": "BIENNIAL",
    "P2Y": "BIENNIAL", "P36M": "TRIENNIAL", "P3Y": "TRIENNIAL", "P4Y": "QUADRENNIAL",
    "P5Y": "QUINQUENNIAL", "P10Y": "DECENNIAL", NEVER: "NEVER",
}  # fmt: skip


def thing(type: str, id: str, root: str) -> str:
    """The address of a record as a thing; `root` leads to the folder of the site."""
    return f"{root}{FOLDER}/{CATALOGUE}#{type}/{id}"


def language(code: str) -> str:
    """The address of a language."""
    known = _LANGUAGES.get(code)
    if known:
        return f"{AUTHORITY}language/{known}"
    return f"http://id.loc.gov/vocabulary/iso639-{2 if len(code) > 2 else 1}/{code}"  # noqa: PLR2004


def licence(spdx: str) -> str:
    """The address of a licence by its SPDX id (https://spdx.org/licenses/)."""
    return f"http://spdx.org/licenses/{spdx}"


def file_type(format: str) -> str | None:
    """The address of a format; None for one that the table has not."""
    return f"{AUTHORITY}file-type/{_FORMATS[format][0]}" if format in _FORMATS else None


def media_type(format: str) -> str | None:
    """The media type of a format, None where it is not known."""
    return _FORMATS[format][1] if format in _FORMATS else None


def frequency(cycle: str) -> str | None:
    """The address of how often; None for a cycle that the table has not."""
    return f"{AUTHORITY}frequency/{_FREQUENCIES[cycle]}" if cycle in _FREQUENCIES else None
