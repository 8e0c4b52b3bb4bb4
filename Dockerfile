# Two images, one target each: topology and producers. They hold what the build has made, so run first:
#
#     ./mvnw -DskipTests package
#
# and then either `docker compose build` or, by hand, `docker build --target topology -t eigenstream-topology .`
# A COPY below that fails for want of files means that the build has not been run.
#
# Flags for the JVM go into JDK_JAVA_OPTIONS, which java reads itself; -Xmx there wins over the share set here.

FROM eclipse-temurin:17-jre AS base
LABEL org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Eigenstream"
# A number that no account of the base image has; the group is made with it.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin eigenstream
COPY LICENSE /opt/eigenstream/
STOPSIGNAL SIGTERM

FROM base AS topology
LABEL org.opencontainers.image.title="Eigenstream topology" \
      org.opencontainers.image.description="The Kafka Streams application: matrix rows in, estimates and scores out"
COPY topology/target/lib /opt/eigenstream/lib/
COPY topology/target/eigenstream-topology-*.jar /opt/eigenstream/
# A volume takes over the owner of the directory that it is put on, so this comes before VOLUME.
RUN install -d -o eigenstream -g eigenstream -m 0750 /var/lib/eigenstream
VOLUME /var/lib/eigenstream
# On a container's own loopback nobody could ask for its health: who may is decided where the port is published.
ENV EIGENSTREAM_KAFKA_STATE_DIR=/var/lib/eigenstream \
    EIGENSTREAM_HEALTH_HOST=0.0.0.0 \
    EIGENSTREAM_HEALTH_PORT=8080
EXPOSE 8080
# Without curl, which a JRE's image need not have.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$EIGENSTREAM_HEALTH_PORT && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
USER eigenstream
# The module is for JAVA_TOOL_OPTIONS=-Dio.eigenstream.kernels=vector.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseParallelGC", \
    "--add-modules", "jdk.incubator.vector", \
    "-cp", "/opt/eigenstream/*:/opt/eigenstream/lib/*", "io.eigenstream.topology.TopologyCommand"]

FROM base AS producers
LABEL org.opencontainers.image.title="Eigenstream producers" \
      org.opencontainers.image.description="Sends the rows of files and generators to Kafka"
COPY producers/target/lib /opt/eigenstream/lib/
COPY producers/target/eigenstream-producers-*.jar /opt/eigenstream/
USER eigenstream
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
    "-cp", "/opt/eigenstream/*:/opt/eigenstream/lib/*", "io.eigenstream.producers.ProduceCommand"]
CMD ["--help"]
