# The page on port 7860, with the embedded bundles and no network after it is built:
#   docker build -t deltaedit . && docker run --rm -p 7860:7860 deltaedit
FROM python:3.11-slim

RUN useradd --create-home --uid 1000 deltaedit
WORKDIR /home/deltaedit/app

# What seldom changes first, so that a change of the code does not install everything again.
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY --chown=deltaedit . .
USER deltaedit

# Fetched bundles go where the user may write; mount a volume there to keep them.
ENV GRADIO_SERVER_NAME=0.0.0.0 HF_HOME=/home/deltaedit/.cache/huggingface
EXPOSE 7860
HEALTHCHECK --start-period=60s --interval=30s --timeout=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/health', timeout=8)"]
CMD ["python", "app.py"]
