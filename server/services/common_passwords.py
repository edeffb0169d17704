"""Writes the words nobody may take as a password as one sorted C++ string literal, from zxcvbn's frequency lists.

usage: common_passwords.py OUTPUT.cpp   (needs Debian's python3-zxcvbn)
"""
import sys

from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST = 8  # shorter ones are refused for their length already

words = {word.lower() for words in FREQUENCY_LISTS.values() for word in words if len(word) >= SHORTEST}
words = sorted(word for word in words if word.isascii() and word.isprintable())
with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write('#include "services/common_passwords.h"\n\nnamespace auth {\n\n'
              "const std::string_view commonPasswords =\n")
    for word in words:
        out.write('    "%s\\n"\n' % word.replace("\\", "\\\\").replace('"', '\\"'))
    out.write("    ;\n\n} // namespace auth\n")
