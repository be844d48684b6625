"""The layers hold: import contracts of pyproject.toml, and the few rules that import-linter cannot say."""

import ast
import importlib
import subprocess
import sys

from tests.architecture.sources import ROOT, imports, modules, ours, tree

TASK_PLACES = ("portal/celery.py", "portal/__init__.py", "runtime/", "tests/", "bench/")


def test_the_import_contracts_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-4000:] + checked.stderr[-2000:]


def test_celery_is_known_to_tasks_only():
    found = [
        name
        for name in modules()
        if not name.startswith(TASK_PLACES)
        and not name.endswith("/tasks.py")
        and any(one.split(".")[0] == "celery" for one in imports(name))
    ]
    assert found == []


def test_the_packages_know_nothing_of_the_clone_around_them():
    """Only settings read the typed environment; nothing else of ``runtime`` is known to the packages."""
    found = {
        name: sorted(one for one in imports(name) if one.split(".")[0] == "runtime")
        for name in modules()
        if ours(name) and name.startswith(("catalogue/", "harvest/", "portal/")) and not name.startswith("portal/settings/")
    }
    assert {name: names for name, names in found.items() if names} == {}


WEB = ("django.http", "django.urls", "django.views", "django.shortcuts")
PARTNERS = ("http.client", "urllib.request", "urllib3", "requests", "socket")
ENGINES = ("tantivy", "elasticsearch")


def importing(prefixes: tuple[str, ...], *, inside: tuple[str, ...], except_in: tuple[str, ...] = ()) -> list[str]:
    """The modules of ``inside`` that import one of ``prefixes``, those of ``except_in`` aside."""
    return [
        name
        for name in modules()
        if name.startswith(inside)
        and not name.startswith(except_in)
        and any(one == prefix or one.startswith(f"{prefix}.") for one in imports(name) for prefix in prefixes)
    ]


def test_only_the_portal_speaks_http_to_people():
    assert importing(WEB, inside=("catalogue/", "harvest/")) == []


def test_only_protocols_speak_to_partners():
    # The lease names its machine by socket.gethostname(): it opens no connection.
    assert (
        importing(PARTNERS, inside=("catalogue/", "harvest/", "portal/"), except_in=("harvest/protocols/", "harvest/pipeline/lease.py"))
        == []
    )


def test_engines_stay_in_their_folder():
    assert importing(ENGINES, inside=("catalogue/", "harvest/", "portal/"), except_in=("catalogue/search/engines/",)) == []


RECORD_TABLE = "catalogue_record"
RECORD_READERS = ("catalogue/selectors/", "catalogue/services/", "catalogue/models/", "catalogue/migrations/")


def names_records(node: ast.AST) -> bool:
    """Whether a piece of code names the model of records, or their table in a statement of its own."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("catalogue.models"):
        return node.module == "catalogue.models.record" or any(alias.name == "Record" for alias in node.names)
    if isinstance(node, ast.Attribute):
        return node.attr == "Record" and ast.unparse(node.value).endswith("models")
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and RECORD_TABLE in node.value


def reads_records(name: str) -> bool:
    return any(map(names_records, ast.walk(tree(name))))


def test_only_selectors_and_services_read_records():
    """A page, a feed or a harvest asks them, so that clusters can come between without any of these noticing."""
    readers = [name for name in modules() if name.startswith(("catalogue/", "harvest/", "portal/")) and reads_records(name)]
    assert [name for name in readers if not name.startswith(RECORD_READERS) and "/migrations/" not in name] == []
    assert [name for name in readers if name.startswith("catalogue/selectors/")], "the rule would notice"


def test_every_module_can_be_imported():
    """One that no test happens to import would be found broken by a reader."""
    names = [
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in modules()
        if name.startswith(("catalogue/", "harvest/", "portal/")) and "/migrations/" not in name and "/settings/" not in name
    ]
    for name in names:
        importlib.import_module(name)
    assert len(names) > 100
