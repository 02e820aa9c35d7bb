# A CPython with its own asyncore, and the adapter that plays on it: what `--oracle container:VERSION` starts.
# Its context is the folder of the adapter: docker build -f docker/oracle.Dockerfile conformance/adapters/python
ARG VERSION=3.11
ARG BASE=python:${VERSION}-slim
FROM ${BASE}
COPY *.py /adapter/
USER 10001:10001
EXPOSE 7000
ENTRYPOINT ["python", "-u", "/adapter/adapter.py"]
CMD ["--listen", "0.0.0.0:7000"]
