# SPDX-License-Identifier: Apache-2.0
# Sourced by mvnw and temoin: leaves JAVA_HOME on a JDK of at least TEMOIN_JDK, or ends with one clear sentence.
# Looks without starting a JVM (it reads the JDK's own `release` file); installs one only on Debian/Ubuntu as root.
TEMOIN_JDK=25

temoin_jdk_feature() { # prints the feature release of the JDK at $1, nothing when it is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

temoin_good_jdk() {
  temoin_feature=$(temoin_jdk_feature "$1")
  [ -n "$temoin_feature" ] && [ "$temoin_feature" -ge "$TEMOIN_JDK" ]
}

temoin_find_jdk() {
  [ -n "${JAVA_HOME-}" ] && temoin_good_jdk "$JAVA_HOME" && return 0
  temoin_javac=$(command -v javac 2>/dev/null || :)
  if [ -n "$temoin_javac" ]; then
    temoin_javac=$(readlink -f "$temoin_javac" 2>/dev/null || printf %s "$temoin_javac")
    temoin_home=${temoin_javac%/bin/javac}
    if temoin_good_jdk "$temoin_home"; then JAVA_HOME=$temoin_home; return 0; fi
  fi
  # mvnw runs with globbing off (set -f), so the candidates are listed by ls.
  for temoin_root in /usr/lib/jvm "${HOME-/nonexistent}/.sdkman/candidates/java" "${HOME-/nonexistent}/.jdks" /opt /Library/Java/JavaVirtualMachines; do
    for temoin_name in $(ls -1 "$temoin_root" 2>/dev/null); do
      for temoin_home in "$temoin_root/$temoin_name" "$temoin_root/$temoin_name/Contents/Home"; do
        if temoin_good_jdk "$temoin_home"; then JAVA_HOME=$temoin_home; return 0; fi
      done
    done
  done
  return 1
}

if ! temoin_find_jdk; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No JDK $TEMOIN_JDK found: installing openjdk-$TEMOIN_JDK-jdk-headless." >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "openjdk-$TEMOIN_JDK-jdk-headless"; } >&2 || :
  fi
  temoin_find_jdk || {
    echo "Temoin needs a JDK $TEMOIN_JDK or newer: install one and set JAVA_HOME to it." >&2
    exit 1
  }
fi
export JAVA_HOME
