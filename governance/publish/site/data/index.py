"""index.json: what data there is, and where."""

from governance.publish.open_data.schemas import FOLDER, SUFFIX, published_schemas
from governance.publish.site.beside import ATOM, CALENDAR, JSON
from governance.publish.site.data.head import SCHEMAS, headed
from governance.publish.site.source import Source
from governance.text.catalogue import LANGUAGES

CATALOGUE = "catalog.jsonld"
LICENCE = "CC-BY-4.0"  # of the texts of the registry
# The files; their descriptions in the catalogues are called as they are, with _ for the dot.
DATA = (
    "index.json",
    "status.json",
    "outputs.json",
    "outputs.csv",
    "organisations.json",
    "organisations.csv",
    "queue.json",
    "changes.json",
    "stats.json",
    "trend.csv",
)


def data_names(source: Source) -> list[str]:
    """The names of the files below v1/ that there are."""
    return [name for name in DATA if source.trend or name != "trend.csv"]


def index_json(source: Source) -> str:
    """The file; addresses in it are below that of the site."""
    registry = source.registry
    settings = registry.rules.settings
    return headed(
        source,
        "index",
        title=settings.title,
        site=settings.site,
        licence=LICENCE,
        languages=list(LANGUAGES),
        maintainer=settings.maintainer,
        data={name: f"{FOLDER}/{name}" for name in data_names(source)[1:]},
        schemas={name: f"{FOLDER}/{SCHEMAS}/{name}{SUFFIX}" for name in published_schemas()},
        catalogue=f"{FOLDER}/{CATALOGUE}",
        feeds={
            "registry": _feeds("changelog"),
            "organisation": _feeds("organisations/{id}"),
            "output": _feeds("outputs/{id}"),
        },
        calendar=f"{{language}}/organisations/{{id}}/{CALENDAR}",
        pages={
            "output": "{language}/outputs/{id}/index.html",
            "version": "{language}/outputs/{id}/{version}.html",
            "organisation": "{language}/organisations/{id}/index.html",
            "theme": "{language}/themes/{id}/index.html",
            "project": "{language}/projects/{id}/index.html",
        },
        kinds=settings.kinds,
        themes={id: each.title for id, each in registry.themes.items()},
        projects={id: each.title for id, each in registry.projects.items()},
    )


def _feeds(folder: str) -> dict[str, str]:
    return {
        form: f"{{language}}/{folder}/{name}" for form, name in (("atom", ATOM), ("json", JSON))
    }
