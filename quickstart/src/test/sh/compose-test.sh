#!/usr/bin/env bash
# Brings up the stack of docker-compose.yml under a name and ports of its own, and holds it to what it promises:
# estimates flow after `up` alone; nothing runs as root or listens beyond this machine; the topology killed in
# mid-stream goes on from where it was; every row is scored once and counted once. Takes everything down afterwards.
# Needs what `./mvnw -DskipTests package` makes.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

# Below the ports that systems hand out by themselves.
export BROKER_PORT=${BROKER_PORT:-19392}
export HEALTH_PORT=${HEALTH_PORT:-18380}
export COMPOSE_PROJECT_NAME=eigenstream-test-$$
# That a plain `up` starts the producer is the file .env's to say.
unset COMPOSE_PROFILES

received=$(mktemp -d)

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  else
    docker-compose "$@"
  fi
}

fail() {
  echo "compose test: $1" >&2
  exit 1
}

step() {
  echo "[$SECONDS s] $1"
}

take_down() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    compose ps || true
    compose logs --no-color --tail=200 || true
  fi
  compose down --volumes --remove-orphans --rmi local --timeout 30 >/dev/null 2>&1 || true
  rm -rf "$received"
  exit "$status"
}
trap take_down EXIT

# wait_until SECONDS WHAT COMMAND...: tries the command every second
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "waited in vain until $what"
    sleep 1
  done
}

kafka() {
  local tool=$1
  shift
  docker exec "$broker" "/opt/kafka/bin/kafka-$tool.sh" --bootstrap-server broker:19092 "$@" </dev/null
}

# consume TOPIC SECONDS: committed records, JSON, until none has come for so long
consume() {
  kafka console-consumer --topic "$1" --from-beginning --isolation-level read_committed --timeout-ms "$(($2 * 1000))" \
    2>/dev/null | tee "$received/$1" >/dev/null
}

# The field's values in the order of the topic. A line that is still being written has no end yet.
values() {
  sed -n "s/^{.*\"$2\":\([0-9]*\)[,}].*\$/\1/p" <(grep '}$' "$received/$1")
}

last() {
  values "$1" "$2" | tail -n 1
}

has_estimates() {
  [ "$(values "$1" sequence | wc -l)" -ge 3 ]
}

is_healthy() {
  [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]
}

answers_here() {
  local status
  { exec 3<>"/dev/tcp/127.0.0.1/$HEALTH_PORT"; } 2>/dev/null || return 1
  printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
  read -r _ status _ <&3
  exec 3>&-
  [ "$status" = 200 ]
}

has_published_since() {
  [ "$(last spectra sequence)" -gt "$1" ]
}

covers() {
  [ "$(last "$1" rows)" -eq "$2" ]
}

step "up"
compose up -d --build >"$received/up" 2>&1 || { cat "$received/up" >&2; fail "the stack did not come up"; }
broker=$(compose ps -q broker)
topology=$(compose ps -q topology)
producer=$(compose ps -q producer)
[ -n "$producer" ] || fail "a plain up did not start the producer"

wait_until 90 "the topology is healthy" is_healthy "$topology"
wait_until 10 "its health is published on 127.0.0.1" answers_here
step "healthy"

for container in "$topology" "$producer"; do
  [ "$(docker exec "$container" id -u)" -ne 0 ] || fail "$container runs as root"
done
for container in "$broker" "$topology"; do
  if docker port "$container" | grep -v -- '-> 127\.0\.0\.1:'; then
    fail "$container listens beyond this machine"
  fi
done

for topic in spectra eigenvectors; do
  : >"$received/$topic"
  consume "$topic" 120 &
  wait_until 60 "estimates are on $topic" has_estimates "$topic"
done
step "estimates of $(last spectra rows) rows"

sequence=$(last spectra sequence)
rows=$(last spectra rows)
docker kill --signal KILL "$topology" >/dev/null
docker start "$topology" >/dev/null
wait_until 120 "the topology is healthy after it was killed" is_healthy "$topology"
wait_until 60 "estimates come after the topology was killed" has_published_since "$sequence"
step "killed at $rows rows and restarted; $(last spectra rows) rows"

compose stop producer >/dev/null 2>&1
sent=$(kafka get-offsets --topic rows | awk -F : '{ sum += $3 } END { print sum }')
wait_until 60 "the spectrum covers all $sent rows" covers spectra "$sent"
wait_until 60 "the eigenvector covers all $sent rows" covers eigenvectors "$sent"
values spectra rows | sort --check --numeric-sort || fail "the number of rows went back"
values spectra sequence | awk '$1 != NR { exit 1 }' || fail "an estimate is missing or was published twice"

consume scores 5 || true
scored=$(values scores index | wc -l)
distinct=$(values scores index | sort --unique | wc -l)
[ "$scored" -eq "$sent" ] && [ "$distinct" -eq "$sent" ] || fail "$sent rows, $scored scores of $distinct rows"
step "$sent rows, as many scores, and estimates that cover them"
