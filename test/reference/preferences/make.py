"""Writes the expected files of each format from pairs.json and profiles.json, by the formats' own descriptions.

Run in this folder: python3 make.py
It shares no code with the app: what stands here is how a person would do it by hand.
"""

import json

pairs = json.load(open("pairs.json", encoding="utf-8"))
profiles = json.load(open("profiles.json", encoding="utf-8"))
feedback = {"c0": "I liked the first."}


def messages(pair):
    out = []
    for exchange in pair["history"]:
        out.append({"role": "user", "content": exchange["message"]})
        out.append({"role": "assistant", "content": exchange["reply"]})
    return out + [{"role": "user", "content": pair["message"]}]


def reply(text):
    return [{"role": "assistant", "content": text}]


def lines(name, rows):
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def whole(name, content):
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(content, indent=2) + "\n")


for split in ("train", "test"):
    own = [pair for pair in pairs if pair["split"] == split]
    lines(
        f"trl-{split}.jsonl",
        [{"prompt": messages(pair), "chosen": reply(pair["chosen"]), "rejected": reply(pair["rejected"])} for pair in own],
    )
    lines(
        f"openai-dpo-{split}.jsonl",
        [
            {"input": {"messages": messages(pair)}, "preferred_output": reply(pair["chosen"]), "non_preferred_output": reply(pair["rejected"])}
            for pair in own
        ],
    )


def turn(number, user, chosen, rejected):
    return {"turn_nb": number, "user_utterance": [user], "chosen_utterance": [chosen], "rejected_utterance": rejected}


def dialog(name, user, turns, said=""):
    return {"dialog_id": name, "user_id": user, "total_turn_nb": len(turns), "open_feedback": said, "turns": turns}


# By hand: the conversation as it went on; what was not its way stands in a dialog of its own.
p = pairs
dialogs = {
    "c0": dialog(
        "c0",
        "K7-264-M",
        [
            turn(0, p[0]["message"], p[0]["chosen"], [p[0]["rejected"], p[1]["rejected"]]),
            turn(1, "And fish?", "Fish feel, too.", []),
            turn(2, "Thanks", p[3]["chosen"], [p[3]["rejected"]]),
        ],
        feedback["c0"],
    ),
    "c0#2": dialog("c0#2", "K7-264-M", [turn(0, p[2]["message"], p[2]["chosen"], [p[2]["rejected"]])], feedback["c0"]),
    "c1": dialog("c1", "K7-264-M", [turn(0, "Bonjour", p[4]["chosen"], [p[4]["rejected"]])]),
    "session-x.trials-1": dialog("session-x.trials-1", "L2-345-A", [turn(0, "How are you?", "Fine.", ["I am a model."])]),
}


def text(value):
    return "" if value is None else str(value)


def user(name, preference, ids):
    profile = profiles[name]
    return {
        "user_id": name,
        "dialog_ids": ids,
        "system_string": text(profile.get("system_string")),
        "demographics": {
            "self_description": text(profile.get("self_description")),
            "preference": preference,
            "age": text(profile.get("age")),
            "gender": text(profile.get("gender")),
            "education": text(profile.get("education")),
            "employment": text(profile.get("employment_status")),
            "marital": text(profile.get("marital_status")),
            "english_proficiency": text(profile.get("english_proficiency")),
        },
    }


whole("prism_data_dialog.json", dialogs)
whole(
    "prism_data_user.json",
    {
        # factuality 100, creativity 90, then fluency and diversity level at 70: the one that stands first.
        "K7-264-M": user("K7-264-M", ["factuality", "creativity", "fluency"], ["c0", "c0#2", "c1"]),
        "L2-345-A": user("L2-345-A", [], ["session-x.trials-1"]),
    },
)
whole(
    "prism_split_ids.json",
    {
        "train_dialog_ids": ["c0", "c0#2"],
        "test_dialog_ids": ["c1", "session-x.trials-1"],
        "seen_user_ids": {"K7-264-M": 1},
        "unseen_user_ids": {"L2-345-A": 0},
    },
)
