FROM python:3.12-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 aftercare

ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=config.settings XDG_CACHE_HOME=/tmp
WORKDIR /srv/aftercare

COPY requirements.txt .
RUN pip install --no-cache-dir uv==0.13.9 \
    && uv pip sync --system --no-cache --require-hashes requirements.txt

COPY . .
# Collecting needs settings, not secrets: these values live for this one line.
RUN SECRET_KEY=build HASH_KEY=build ENCRYPTION_KEYS=build ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres://localhost/build REDIS_URL=redis://localhost \
    python manage.py collectstatic --noinput

USER aftercare
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind=0.0.0.0:8000", "--workers=3", "--threads=4", "--worker-class=gthread", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
