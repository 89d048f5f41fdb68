#!/bin/sh
# A checker of signatures for tests: $1 is the signature, $2 what it signs. What it says hangs on one byte of the signature.
[ $# -eq 2 ] && [ -s "$2" ] || exit 9
case "$(od -An -tx1 -j19 -N1 "$1" | tr -d ' ')" in
01) echo "CN=Петров П. П."; echo "вторая строка"; exit 0 ;;
03) echo "цепочка сертификатов не построена"; exit 1 ;;
05) echo "[$HOME] $1"; exit 3 ;;
0b) sleep 600 & echo "группа $$"; exit 0 ;;
0d) echo "$$" >group; sleep 600 & sleep 600 ;;
*) yes "слово за словом" ;;
esac
