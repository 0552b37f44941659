# One image, every face. `docker build -t blackbar . && docker run -p 127.0.0.1:7860:7860 -v blackbar:/data blackbar`
# Other faces: `docker run … blackbar documents`. Anyone who can reach the port can use it: pass BLACKBAR_KEY.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/*

# The CPU build of torch, from the index its makers keep for it; a GPU image starts from theirs instead.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY requirements.txt /app/
RUN grep '^torch==' /app/requirements.txt \
    | xargs pip install --no-cache-dir --index-url "$TORCH_INDEX" \
    && pip install --no-cache-dir --requirement /app/requirements.txt

COPY LICENSE NOTICE /app/
COPY shared /app/shared
# Compiled, the official model takes half the time where there is AVX512-BF16. The compiler does not stay.
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev \
    && PYTHONPATH=/app python -m shared.engine.compiled \
    && apt-get purge -y --auto-remove gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
COPY apps /app/apps
COPY frontends /app/frontends

RUN useradd --system --uid 10001 blackbar && install -d -o blackbar -m 0700 /data
USER blackbar
WORKDIR /data
VOLUME /data
ENV PYTHONPATH=/app PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1 \
    BLACKBAR_HOST=0.0.0.0 BLACKBAR_PORT=7860 BLACKBAR_DATA=/data
EXPOSE 7860
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/api/status', timeout=5)"]
ENTRYPOINT ["python", "-m", "apps.all"]
