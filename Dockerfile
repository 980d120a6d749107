# The collector in a container: docker build -t sharetrail . ; the README in examples/operations says how it is run.
# The second stage installs the Debian package, so that both need and hold the same.
FROM swift:6.2-bookworm AS builder
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-dev libssl-dev zlib1g-dev libqrencode-dev pkg-config dpkg-dev binutils python3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift README.md SECURITY.md CHANGELOG.md LICENSE schema.sql ./
COPY Sources Sources
COPY examples examples
COPY packaging packaging
COPY scripts/package scripts/prerequisites scripts/
COPY Tests Tests
# The date of all files in the packages: docker build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
ARG SOURCE_DATE_EPOCH=0
RUN scripts/package --output /packages

FROM debian:bookworm-slim
COPY --from=builder /packages/*.deb /tmp/
RUN apt-get update \
    && apt-get install -y --no-install-recommends /tmp/sharetrail_*.deb \
    && rm -rf /tmp/*.deb /var/lib/apt/lists/*
USER sharetrail
ENV SHARETRAIL_HOME=/var/lib/sharetrail
VOLUME /var/lib/sharetrail
EXPOSE 8080
STOPSIGNAL SIGTERM
# 0.0.0.0 inside the container; publish the port to the front server alone, and name it in trustedProxies.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -qx -e ok -e $'ok\\r' <&3"]
ENTRYPOINT ["sharetrail"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
