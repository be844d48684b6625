#!/bin/sh
# Makes .venv with the first Python from 3.11 that can: by its own venv, else by virtualenv or uv. Run in the clone; does
# nothing where .venv works already.
set -u

if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  exit 0
fi

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info)' >/dev/null 2>&1; }
whole() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

newest_old=
half=
for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
  command -v "$python" >/dev/null 2>&1 || continue
  if ! fits "$python"; then
    newest_old=${newest_old:-$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null)}
    continue
  fi
  if whole "$python"; then
    echo "Making .venv with $("$python" --version)"
    exec "$python" -m venv --clear .venv
  fi
  half=${half:-$python}
done

if [ -n "$half" ]; then
  if command -v virtualenv >/dev/null 2>&1; then
    exec virtualenv --quiet --clear --python "$half" .venv
  fi
  if command -v uv >/dev/null 2>&1; then
    exec uv venv --quiet --clear --seed --python "$half" .venv
  fi
  version=$("$half" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  echo "Python $version is here, but without its module venv. On Debian or Ubuntu: apt-get install python$version-venv" >&2
  exit 1
fi
if [ -n "$newest_old" ]; then
  echo "The portal needs Python 3.11 or newer; this machine has $newest_old. On Debian 12 or newer: apt-get install python3 python3-venv" >&2
else
  echo "There is no Python on this machine. On Debian 12 or newer: apt-get install python3 python3-venv" >&2
fi
exit 1
