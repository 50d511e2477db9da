"""What TRL reads in the two files of its format: is it a conversation, which prompt would it find, what text does it make.

Run in this folder: python3 trl-read.py
Made with trl 1.13.0, datasets 5.0.1, transformers 5.18.0, tokenizers 0.23.2. No model is needed; the chat template is
as plain as can be.
"""

import json

from datasets import load_dataset
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from trl import apply_chat_template, extract_prompt, is_conversational

tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.WordLevel({"?": 0}, unk_token="?")))
tokenizer.chat_template = (
    "{% for message in messages %}[{{ message.role }}]{{ message.content }}[end]{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)

data = load_dataset("json", data_files={"train": "trl-train.jsonl", "test": "trl-test.jsonl"})
read = {}
for split, rows in data.items():
    read[split] = []
    for row in rows:
        together = {"chosen": row["prompt"] + row["chosen"], "rejected": row["prompt"] + row["rejected"]}
        read[split].append(
            {"isConversational": is_conversational(row), "promptFound": extract_prompt(together)["prompt"], "texts": apply_chat_template(row, tokenizer)}
        )

with open("trl-read.json", "w", encoding="utf-8", newline="\n") as file:
    file.write(json.dumps(read, ensure_ascii=False, indent=2) + "\n")
