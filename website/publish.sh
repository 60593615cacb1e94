#!/bin/sh
# Puts a finished build on the branch gh-pages, in a clone that may push: `publish.sh FOLDER NAME`, with the build in FOLDER/NAME, and
# in FOLDER/latest what belongs at the root. Folders of other versions stay as they are; versions.html lists them.
set -eu
built=$(cd "$1" && pwd)
name=$2
pages=$(mktemp -d)

git worktree add --quiet --detach "$pages" HEAD
cd "$pages"
if git fetch --quiet --depth 1 origin gh-pages 2>/dev/null; then
  git checkout --quiet --detach FETCH_HEAD
else
  git checkout --quiet --orphan gh-pages
  git rm -r --quiet --force --ignore-unmatch .
fi

if [ -d "$built/latest" ]; then
  # Everything at the root makes room for the newest, but not the folders of versions.
  find . -mindepth 1 -maxdepth 1 ! -name .git ! -name main ! -name 'v[0-9]*' -exec rm -rf {} +
  cp -R "$built/latest/." .
fi
rm -rf "./$name"
mkdir -p "./$name"
cp -R "$built/$name/." "./$name"
# Before the first release the root leads to what there is.
[ -f index.html ] || echo '<!doctype html><meta charset="utf-8"><title>Documentation</title><meta http-equiv="refresh" content="0; url=main/">' > index.html
touch .nojekyll

{
  echo '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Versions</title>'
  echo '<body><h1>Versions of this documentation</h1><ul>'
  for folder in main/ $(ls -d v[0-9]*/ 2>/dev/null | sort -rV); do
    if [ -d "$folder" ]; then echo "<li><a href=\"$folder\">${folder%/}</a></li>"; fi
  done
  echo '</ul></body></html>'
} > versions.html

git add --all
git -c user.name='docs' -c user.email='docs@users.noreply.github.com' commit --quiet --allow-empty -m "docs: $name"
git push --quiet origin HEAD:refs/heads/gh-pages
