#!/bin/bash
# Puts the real programs of several versions side by side, to be asked about configurations and run in the lab.
#
#   test/oracle/install.sh
#
# HAProxy and keepalived come from the packages of five Debian suites. They are unpacked, not installed: each suite has
# its own folder and its own package lists, and apt and dpkg of this machine do not notice. A program runs with the
# libraries of its suite on the files of this machine. Takes about a minute and 1.5 GB; what is there stays. The suites
# sid and experimental move: remove a folder below "roots" to get its programs anew.
#
#   ORACLES         where to; default: haconf-oracles in the user's cache folder
#   DEBIAN_MIRROR   address of a Debian archive; default: the one in this machine's apt sources
set -euo pipefail

oracles=${ORACLES:-${XDG_CACHE_HOME:-$HOME/.cache}/haconf-oracles}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

main() {
  mirror=${DEBIAN_MIRROR:-$(mirror_of_this_machine)}
  [ -n "$mirror" ] || fail 'no Debian archive in the apt sources: set DEBIAN_MIRROR'
  [ -e "$keyring" ] || fail "no $keyring: install debian-archive-keyring"
  mkdir -p "$oracles/bin" "$oracles/roots"
  write_launcher

  # Two at a time: one downloads while the other unpacks.
  run_pairwise \
    'unpack bullseye haproxy keepalived' \
    'unpack bookworm haproxy keepalived' \
    'unpack trixie haproxy keepalived' \
    'unpack sid haproxy keepalived' \
    'unpack experimental haproxy'

  # keepalived does not even tell its version without that file.
  install_option_file
  link_programs
  print_versions
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

# Both forms of apt's sources: "URIs: ADDRESS" and "deb [options] ADDRESS suite components".
mirror_of_this_machine() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed -nE 's#^URIs: *([^ ]+/debian)/?( .*)?$#\1#p; s#^deb (\[[^]]*\] )?([^ ]+/debian)/? .*#\2#p' | head -1 || true
}

run_pairwise() {
  local job first='' second=''
  for job in "$@"; do
    # The words of a job are a function's name and its arguments.
    $job & second=$!
    if [ -n "$first" ]; then wait "$first"; fi
    first=$second
  done
  wait "$first"
}

# unpack SUITE PACKAGE...: the packages and all they depend on, below roots/SUITE. Nothing of them is configured.
unpack() {
  local suite=$1 root="$oracles/roots/$1" state="$oracles/roots/$1.apt" package
  shift
  if [ -e "$root/.complete" ]; then return; fi
  rm -rf "$root" "$state"
  mkdir -p "$state"/{lists/partial,archives/partial,etc/apt.conf.d,etc/preferences.d} "$root"/usr/{bin,sbin,lib,lib64}
  : > "$state/status"
  sources "$suite" > "$state/etc/sources.list"
  local options=(
    -o "Dir::Etc=$state/etc" -o "Dir::Etc::sourcelist=$state/etc/sources.list" -o 'Dir::Etc::sourceparts=-'
    -o "Dir::State=$state" -o "Dir::State::status=$state/status" -o "Dir::State::lists=$state/lists"
    -o "Dir::Cache=$state" -o "Dir::Cache::archives=$state/archives"
    -o APT::Install-Recommends=0 -o Acquire::Languages=none -o APT::Sandbox::User=root -o Debug::NoLocking=1
  )
  apt-get "${options[@]}" -qq update
  apt-get "${options[@]}" -qq -y --download-only -t "$suite" install "$@" > "$state/log"

  # Old packages have files in /lib that new ones have in /usr/lib: one folder for both.
  local folder
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  for package in "$state"/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$root"
  done
  rm -rf "$state"
  touch "$root/.complete"
}

# Old suites are no longer renewed, so the date of their lists says nothing.
sources() {
  local suite suites=$1
  # experimental holds only what differs from sid.
  if [ "$1" = experimental ]; then suites='sid experimental'; fi
  for suite in $suites; do echo "deb [signed-by=$keyring check-valid-until=no] $mirror $suite main"; done
}

# The programs are links to the launcher, named PROGRAM-VERSION; beside each, a file says which suite it is from.
write_launcher() {
  cat > "$oracles/bin/.launch.new" << 'LAUNCHER'
#!/bin/sh
# Starts the program of the link's name from its suite's folder, with that suite's libraries.
here=$(cd "$(dirname "$0")" && pwd)
name=${0##*/}
root=$(dirname "$here")/roots/$(cat "$here/.suite-of-$name")
for loader in "$root"/usr/lib/*/ld-linux*.so.*; do
  exec "$loader" --library-path "$(dirname "$loader"):$root/usr/lib" "$root/usr/sbin/${name%%-*}" "$@"
done
LAUNCHER
  chmod +x "$oracles/bin/.launch.new"
  mv "$oracles/bin/.launch.new" "$oracles/bin/.launch"
}

link_programs() {
  local root program suite name version
  for root in "$oracles"/roots/*/.complete; do
    suite=$(basename "$(dirname "$root")")
    for program in haproxy keepalived; do
      [ -e "$oracles/roots/$suite/usr/sbin/$program" ] || continue
      echo "$suite" > "$oracles/bin/.suite-of-$program-new"
      ln -sfn .launch "$oracles/bin/$program-new"
      version=$("$oracles/bin/$program-new" -v 2>&1 | grep -oE '[0-9]+(\.[0-9]+)+' | head -1)
      # HAProxy keeps its language within a minor version, keepalived does not.
      if [ "$program" = haproxy ]; then version=${version%.*}; fi
      name=$program-$version
      mv "$oracles/bin/.suite-of-$program-new" "$oracles/bin/.suite-of-$name"
      mv "$oracles/bin/$program-new" "$oracles/bin/$name"
    done
  done
}

# keepalived 2.3 and later does not start without this file of its package, which it looks for on the machine itself.
install_option_file() {
  local file=/etc/keepalived/keepalived.config-opts
  if [ -e "$file" ]; then return; fi
  if ! mkdir -p "${file%/*}" 2> /dev/null || ! cp "$oracles/roots/sid$file" "$file" 2> /dev/null; then
    echo "install.sh: keepalived 2.3 and later will not start: cannot write $file" >&2
  fi
}

print_versions() {
  local program
  for program in "$oracles"/bin/*; do
    echo "${program##*/}: $("$program" -v 2>&1 | head -1)"
  done
}

main
