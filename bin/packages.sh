# Sourced by the other scripts: Debian packages, installed only when something is missing.

# need_packages "what is missing" NAME…
need_packages() {
  local what=$1
  shift
  local run=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "Нужно: $what. Установите пакеты Debian (apt-get install $*) и запустите снова: здесь нет прав их поставить." >&2
      return 1
    fi
    run=(sudo -n)
  fi
  if ! command -v apt-get >/dev/null; then
    echo "Нужно: $what. Установите это и запустите снова: здесь нет apt-get." >&2
    return 1
  fi
  echo "Устанавливаю: $*"
  local install=("${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  # The lists of packages may be absent or old: they are fetched only when the first try fails.
  "${install[@]}" >/dev/null 2>&1 || { "${run[@]}" apt-get update -qq && "${install[@]}" >/dev/null; }
}

has_package() {
  dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}
