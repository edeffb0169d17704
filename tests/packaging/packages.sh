#!/usr/bin/env bash
# Makes the Debian packages of the build in the current folder, unpacks them into FOLDER with CPACK, and runs what is inside.
set -euo pipefail
folder=$1
cpack=$2
rm -rf "$folder"
mkdir -p "$folder"

fail() { echo "$*" >&2; exit 1; }
field() { dpkg-deb -f "$folder/$1"_*.deb "$2"; }

"$cpack" -G DEB -B "$folder" >"$folder/cpack.log" 2>&1 || { cat "$folder/cpack.log"; exit 1; }
rm -rf "$folder/_CPack_Packages"
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' CMakeCache.txt)

for package in auth-serve auth-serve-console; do
    [ "$(field $package Version)" = "$version" ] || fail "$package has another version than $version"
    dpkg-deb -x "$folder/$package"_*.deb "$folder/$package"
    said=$(QT_QPA_PLATFORM=offscreen "$folder/$package/usr/bin/$package" --version)
    [[ $said == *"$version"* ]] || fail "$package says it is $said"
done

# Loaded while running: no tool finds these by itself.
for library in libqt6sql6-sqlite libqt6sql6-psql libcurl4 libarchive13; do
    [[ $(field auth-serve Depends) == *"$library"* ]] || fail "auth-serve does not depend on $library"
done
[[ $(field auth-serve Depends) != *widgets* ]] || fail "auth-serve depends on Qt's widgets"
[[ $(field auth-serve-console Depends) == *libqt6svg6* ]] || fail "auth-serve-console does not depend on libqt6svg6"
[[ $(field auth-serve-console Depends) != *sqlite* ]] || fail "auth-serve-console depends on a database"

# What the menu shows must be there under the name it is called by.
share=$folder/auth-serve-console/usr/share
entry=$share/applications/org.auth_serve.Console.desktop
desktop-file-validate "$entry"
appstreamcli validate --no-net --no-color "$share"/metainfo/*.xml
grep -qx 'Exec=auth-serve-console' "$entry"
[ -f "$share/icons/hicolor/scalable/apps/$(sed -n 's/^Icon=//p' "$entry").svg" ] || fail "the icon is missing"
grep -q "<release version=\"$version\"" "$share"/metainfo/*.xml || fail "metainfo does not know release $version"

unit=$folder/auth-serve/usr/lib/systemd/system/auth-serve@.service
program=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$unit")
[ -x "$folder/auth-serve$program" ] || fail "$unit starts $program, which is not in the package"
