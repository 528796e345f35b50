# Sourced by mvnw, lead-ledger and the scripts of .ci: sets JAVA_HOME and PATH to a JDK 25, wherever one usually lies.
# Reads the "release" file that every JDK carries, since starting each Java found would take seconds.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# The folder of the Java that runs when "javac" is typed, through any links.
home_of_javac_on_path() {
  found=$(command -v javac 2>/dev/null) || return 1
  while [ -L "$found" ]; do
    target=$(readlink "$found")
    case $target in
      /*) found=$target ;;
      *) found=$(dirname "$found")/$target ;;
    esac
  done
  (cd "$(dirname "$found")/.." && pwd -P)
}

find_jdk_25() {
  if [ -n "${JAVA_HOME-}" ] && is_jdk_25 "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  on_path=$(home_of_javac_on_path) && is_jdk_25 "$on_path" && { echo "$on_path"; return; }
  for candidate in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/*; do
    if is_jdk_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# Not every caller lets patterns grow into file names; within find_jdk_25 they must.
if JAVA_HOME=$(set +f; find_jdk_25); then
  # Maven plugins that start a `java` take the one on the PATH.
  PATH=$JAVA_HOME/bin:$PATH
  export JAVA_HOME PATH
else
  echo "Lead Ledger needs a JDK 25, and none was found: install one, for example Eclipse Temurin 25, and set JAVA_HOME to its folder." >&2
  exit 1
fi
