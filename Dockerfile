# A classic builder suffices: docker build --build-arg PYTHON_VERSION=3.11 -t prolobot .
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 ORT_DISABLE_TELEMETRY=1
WORKDIR /src
COPY requirements.lock requirements-dev.lock ./
# pip stays outside of what is copied into the image, and so does what builds the wheel, pinned in the other lock file.
RUN python -m venv --without-pip /opt/prolobot \
    && pip --python /opt/prolobot/bin/python install --quiet --no-deps --require-hashes -r requirements.lock \
    && awk '/^[a-z]/ { wanted = /^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } wanted' \
      requirements-dev.lock >build.lock \
    && python -m venv /opt/builder \
    && /opt/builder/bin/pip install --quiet --no-deps --require-hashes -r build.lock
COPY pyproject.toml README.md LICENSE faq.yaml ./
COPY botcore botcore
COPY adapters adapters
RUN /opt/builder/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheels . \
    && pip --python /opt/prolobot/bin/python install --quiet --no-deps /wheels/*.whl
# What wheels carry beside what runs: their tests, onnxruntime's second copy for C programs, its tools for making models,
# discord.py's voice, pairs of words. The replies below are asked of what is left.
RUN cd /opt/prolobot/lib/python3*/site-packages \
    && find . -type d \( -name tests -o -name test \) -prune -exec rm -rf {} + \
    && rm -rf onnxruntime/capi/libonnxruntime.so.* onnxruntime/transformers onnxruntime/quantization onnxruntime/tools discord/bin \
      symspellpy/frequency_bigramdictionary_*
# The vectors of the file that comes with the image, so that a container is ready at once. Whoever runs it
# may read them; that nobody may write there costs a changed file some seconds at each start, no more.
ENV PATH=/opt/prolobot/bin:$PATH
WORKDIR /app
COPY faq.yaml ./
RUN echo '{"text": "hello"}' | PROLOBOT_CACHE=/app/cache prolobot batch >/dev/null && chmod -R a+rX /app

FROM python:${PYTHON_VERSION}-slim-bookworm
ENV PATH=/opt/prolobot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    PROLOBOT_CACHE=/app/cache \
    PROLOBOT_OPS_PORT=9321
# Nobody installs anything in a running container: neither where Python is /usr/local's, nor where it is Debian's.
RUN rm -rf /usr/local/bin/pip* /usr/local/lib/python3*/site-packages/* /usr/local/lib/python3*/ensurepip \
      /usr/bin/pip* /usr/lib/python3/dist-packages/* /usr/lib/python3*/ensurepip
COPY --from=build /opt/prolobot /opt/prolobot
COPY --from=build /app /app
# Where a volume for PROLOBOT_DATABASE's SQLite belongs.
RUN install -d -o 65532 -g 65532 -m 0750 /var/lib/prolobot
WORKDIR /app
# Any other user will do as well: nothing in the image is written to.
USER 65532:65532
# Healthy is ready: connected to every platform whose tokens are set, and answering from a file. Not through a proxy.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('PROLOBOT_OPS_PORT') or 9321), timeout=8); c.request('GET', '/readyz'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["prolobot"]
CMD ["run", "--wait"]
