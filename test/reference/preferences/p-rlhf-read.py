"""What the loader of P-RLHF makes of replies, messages, histories and profiles of given lengths.

Run in this folder, with a checkout of https://github.com/HumainLab/Personalized_RLHF and the packages `datasets` and
`numpy`: python3 p-rlhf-read.py CHECKOUT
Made with prlhf/utils.py of 2024 (commit 6e57d1c) and datasets 5.0.1. The files it reads are written here, without the app.
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[1]) / "prlhf"))
from utils import load_prism_comparisons

carrot = "\N{CARROT}"
# Marks of the loader, and how much room they leave in a prompt of user 1.
identifier = len("USER: 1 " + "<|end_of_text|>" * 10 + "||")
around_message = len("<|start_header_id|>user<|end_header_id|>\n\n<|eot_id|>\n")
around_reply = len("<|start_header_id|>assistant<|end_header_id|>\n\n<|eot_id|>\n")
room = 1400 - identifier - around_message
about = "User textual information: preference: ; self_description: ; age: ; gender: ; education: ; employment: ; marital: ; english_proficiency: ; "

cases = []


def case(message, chosen, rejected, before=(), profile=0):
    cases.append({"before": list(before), "message": message, "chosen": chosen, "rejected": rejected, "profile": profile})


for length in (1999, 2000, 2001):
    case(300, length, 10)
    case(300, 10, length)
for length in (room - 1, room, room + 1):
    case(length, 10, 10)
left = room - around_message - around_reply
for message in (left - 501, left - 500, left - 499):
    case(message, 10, 10, before=(200, 300))
    case(message - len(about) - 100, 10, 10, before=(200, 300), profile=100)
for profile in (1399, 1401, 1500):
    case(10, 10, 10, before=(200, 300), profile=profile - identifier - len(about))


def text(length):
    return carrot * length


def written(folder, each):
    turns = []
    if each["before"]:
        turns.append({"turn_nb": 0, "user_utterance": [text(each["before"][0])], "chosen_utterance": [text(each["before"][1])], "rejected_utterance": []})
    turns.append({"turn_nb": len(turns), "user_utterance": [text(each["message"])], "chosen_utterance": [text(each["chosen"])], "rejected_utterance": [text(each["rejected"])]})
    demographics = {"self_description": text(each["profile"]), "preference": [], "age": "", "gender": "", "education": "", "employment": "", "marital": "", "english_proficiency": ""}
    files = {
        "prism_data_dialog.json": {"c0": {"dialog_id": "c0", "user_id": "K7", "total_turn_nb": len(turns), "open_feedback": "", "turns": turns}},
        "prism_data_user.json": {"K7": {"user_id": "K7", "dialog_ids": ["c0"], "system_string": "", "demographics": demographics}},
        "prism_split_ids.json": {"train_dialog_ids": ["c0"], "test_dialog_ids": [], "seen_user_ids": {"K7": 1}, "unseen_user_ids": {}},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content))


def whole_history(each):
    mark = "<|start_header_id|>{0}<|end_header_id|>\n\n{1}<|eot_id|>\n"
    before = mark.format("user", text(each["before"][0])) + mark.format("assistant", text(each["before"][1])) if each["before"] else ""
    return before + mark.format("user", text(each["message"]))


for each in cases:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), each)
        read = {}
        for add in (False, True):
            train, _, _ = load_prism_comparisons(max_text_length=2300, max_prompt_string_length=1400, prism_data_path=folder, add_textual_info=add)
            # Every example stands there a second time, for the generic user.
            read[add] = train["prompt"][0] if len(train) else None
        each["kept"] = read[False] is not None
        if each["kept"]:
            each["whole"] = "\n" + whole_history(each) in read[False]
            each["wholeWithProfile"] = "\n" + whole_history(each) in read[True]
            # The line break after the separator and the marks that ask for the reply are not counted by the loader.
            uncounted = len("\n<|start_header_id|>assistant<|end_header_id|>\n\n")
            each["promptWithProfile"] = len(read[True]) - uncounted

with open("p-rlhf-read.json", "w", encoding="utf-8", newline="\n") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(each) for each in cases) + "\n]\n")
