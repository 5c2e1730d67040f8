"""Random tables as Python's csv module writes them: csv_tables.py > csv_tables.json"""
import csv
import io
import json
import random

random.seed(7)
PIECES = ["a", "B7", "서울에서", "é", "👩‍🔬", ",", ";", '"', '""', "\n", "\r\n", " ", "  x ", "'", "=1", "#", "\\", "x\ty"]
tables = []
for number in range(60):
    columns = random.randint(1, 5)
    # A single column with an empty field is a line with nothing on it, which csv.writer puts in quotes.
    rows = [["".join(random.choices(PIECES, k=random.randint(0, 5))) for _ in range(columns)] for _ in range(random.randint(1, 8))]
    header = [f"c{index}" for index in range(columns)]
    separator = random.choice([",", ";", "\t"])
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=separator, lineterminator=random.choice(["\n", "\r\n"]),
        quoting=random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer.writerow(header)
    writer.writerows(rows)
    text = out.getvalue()
    if random.random() < 0.3:
        text = text.rstrip("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) == [header] + rows
    tables.append({"text": text, "separator": separator, "header": header, "rows": rows})
print(json.dumps(tables, ensure_ascii=False, separators=(",", ":")))
