"""Renders many pictures in one run: blender -b --factory-startup -t 1 -P batch.py -- JOBS.txt FOLDER.

Each line of JOBS.txt is a script's name and its arguments, the output file relative to FOLDER, for instance
"exterior craftsman 2 exterior/craftsman-2.jpg". Pictures that exist are left alone, so a run can be taken up again, and several
runs may share a list: whoever comes first to a picture marks it with a file beside it.
"""

import os
import runpy
import sys
import time
import traceback

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
jobs, folder = sys.argv[sys.argv.index("--") + 1 :][:2]
done = set()
while True:
    # Read anew each time: lines may be added while it runs.
    line = next((l.strip() for l in open(jobs) if l.strip() and not l.startswith("#") and l.strip() not in done), None)
    if line is None:
        break
    done.add(line)
    words = line.split()
    at = next(i for i, w in enumerate(words) if w.endswith(".jpg"))
    out = os.path.join(folder, words[at])
    os.makedirs(os.path.dirname(out), exist_ok=True)
    if os.path.exists(out):
        continue
    try:
        os.close(os.open(out + ".lock", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        continue
    start = time.time()
    try:
        for name in ("looks", "studio", "parts", "houses"):
            sys.modules.pop(name, None)
        sys.argv = ["blender", "--", *words[1:at], out, *words[at + 1 :]]
        runpy.run_path(os.path.join(here, words[0] + ".py"))
        print("DONE %s %.1f s" % (line, time.time() - start), flush=True)
    except (Exception, SystemExit):
        print("FAILED", line, flush=True)
        traceback.print_exc()
    os.remove(out + ".lock")
