# The suite, its reference and CPython 3.11 as a live oracle, on one Linux: for machines without Node or without Linux.
# Its context is the repository: docker build -f docker/suite.Dockerfile -t asyncore-conformance .
ARG NODE=node:24-slim
ARG BASE=python:3.11-slim
FROM ${NODE} AS packages
WORKDIR /suite
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM ${BASE}
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /suite/node_modules /suite/node_modules
COPY package.json /suite/
COPY spec /suite/spec
COPY reference /suite/reference
COPY conformance /suite/conformance
COPY fixtures /suite/fixtures
RUN mkdir /work && chown 10001:10001 /work
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["node", "/suite/conformance/bin.js"]
CMD ["--help"]
