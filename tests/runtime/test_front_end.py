"""Fonts and viewer at set-up: only what we serve is copied, and a failure costs one sentence."""

import json
import os
import re
import subprocess
import sys

import pytest

from runtime import front_end
from runtime.paths import ROOT

SHEET = """
/* sample-cyrillic-400-normal */
@font-face { font-family: 'Sample'; src: url(./files/sample-cyrillic-400-normal.woff2) format('woff2'); }
@font-face {
  font-family: 'Sample';
  src: url(./files/sample-latin-ext-400-normal.woff2) format('woff2'), url(./files/sample-latin-ext-400-normal.woff) format('woff');
  unicode-range: U+0100-02BA;
}
"""


@pytest.fixture
def packages(tmp_path, monkeypatch):
    monkeypatch.setattr(front_end, "FONT_SHEETS", {"@fonts/sample": ("400.css",)})
    home = tmp_path / "node_modules" / "@fonts" / "sample"
    (home / "files").mkdir(parents=True)
    (home / "400.css").write_text(SHEET)
    (home / "LICENSE").write_text("OFL")
    for name in ("cyrillic", "latin-ext"):
        (home / "files" / f"sample-{name}-400-normal.woff2").write_bytes(name.encode())
    built = tmp_path / "node_modules" / "openseadragon" / "build" / "openseadragon"
    (built / "images").mkdir(parents=True)
    (built / "images" / "home_rest.png").write_bytes(b"png")
    (built / "openseadragon.min.js").write_bytes(b"function v(){}\n//# sourceMappingURL=openseadragon.min.js.map\n")
    (tmp_path / "node_modules" / "openseadragon" / "LICENSE.txt").write_text("BSD")
    return tmp_path / "node_modules"


def test_only_latin_fonts_are_copied_and_declared_at_our_address(packages, tmp_path):
    front_end.copy_fonts(packages, tmp_path / "vendor")
    assert sorted(path.name for path in (tmp_path / "vendor" / "fonts").iterdir()) == [
        "LICENSE-sample.txt",
        "sample-latin-ext-400-normal.woff2",
    ]
    sheet = (tmp_path / "vendor" / "fonts.css").read_text()
    assert re.findall(r"url\(([^)]*)\)", sheet) == ["fonts/sample-latin-ext-400-normal.woff2"]


def test_the_viewer_is_copied_with_its_licence_and_asks_for_no_source_map(packages, tmp_path):
    front_end.copy_viewer(packages, tmp_path / "vendor")
    folder = tmp_path / "vendor" / "openseadragon"
    assert (folder / "openseadragon.min.js").read_bytes() == b"function v(){}\n"
    assert (folder / "LICENSE.txt").exists()
    assert (folder / "images" / "home_rest.png").exists()


def test_outlines_of_departments_are_copied_as_data_with_their_licence(tmp_path):
    package = tmp_path / "node_modules" / "@svg-maps" / "france.departments"
    package.mkdir(parents=True)
    (package / "index.js").write_text(
        'export default {"viewBox":"0 0 10 10","locations":[{"name":"Corse","id":"2a","path":"m 1,1 2,0 0,2 z"}]};\n'
    )
    (package / "LICENSE.md").write_text("CC BY 4.0")
    (tmp_path / "vendor").mkdir()
    front_end.copy_outlines(tmp_path / "node_modules", tmp_path / "vendor")
    kept = json.loads((tmp_path / "vendor" / "departments.json").read_text())
    assert kept == {"view": "0 0 10 10", "outlines": {"2A": "m 1,1 2,0 0,2 z"}}
    assert (tmp_path / "vendor" / "departments-LICENSE.md").read_text() == "CC BY 4.0"


def test_without_node_set_up_goes_on_and_does_not_try_again_at_once(tmp_path, monkeypatch, capsys):
    tries = []

    def no_network() -> None:
        tries.append(1)
        raise subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr(front_end, "machines_npm", lambda: None)
    monkeypatch.setattr(front_end, "wheels_npm", lambda: None)
    assert front_end.prepare(install=no_network) is False
    assert "pages use the system's fonts" in capsys.readouterr().out
    assert (tmp_path / "vendor" / "fonts.css").read_text() == ""
    assert front_end.prepare(install=no_network) is False
    assert len(tries) == 1
    front_end.prepare(install=no_network, again=True)
    assert len(tries) == 2


def test_an_old_node_is_not_used(tmp_path, monkeypatch):
    for name, words in {"node": "echo v18.19.0", "npm": "echo 9"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{words}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert front_end.machines_npm() is None
    (tmp_path / "node").write_text("#!/bin/sh\necho v20.1.0\n")
    assert front_end.machines_npm() == front_end.Npm((str(tmp_path / "npm"),), None)


def fake_python(folder, name: str, program: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{program}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def bare_machine(tmp_path):
    """A folder of programs with a shell and nothing else, and an empty clone."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "sh").symlink_to("/bin/sh")
    (tmp_path / "a clone").mkdir()
    return programs


def make_venv(programs, tmp_path) -> subprocess.CompletedProcess:
    environ = {"PATH": str(programs)}
    script = [str(programs / "sh"), str(ROOT / "runtime" / "venv.sh")]
    return subprocess.run(script, cwd=tmp_path / "a clone", env=environ, capture_output=True, text=True, check=False)


def test_a_machine_without_python_is_told_so(bare_machine, tmp_path):
    made = make_venv(bare_machine, tmp_path)
    assert made.returncode == 1
    assert "There is no Python on this machine" in made.stderr


def test_an_old_python_is_named_with_its_version(bare_machine, tmp_path):
    fake_python(bare_machine, "python3", 'case "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac')
    assert "needs Python 3.11 or newer; this machine has 3.9.2" in make_venv(bare_machine, tmp_path).stderr


def test_a_python_without_venv_names_the_package_to_install(bare_machine, tmp_path):
    fake_python(bare_machine, "python3", 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; *) exit 0;; esac')
    assert "apt-get install python3.11-venv" in make_venv(bare_machine, tmp_path).stderr


def test_a_good_python_makes_the_environment_in_a_folder_with_a_space(bare_machine, tmp_path):
    fake_python(bare_machine, "python3", f'exec "{sys.executable}" "$@"')
    made = make_venv(bare_machine, tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "a clone" / ".venv" / "bin" / "python").exists()
