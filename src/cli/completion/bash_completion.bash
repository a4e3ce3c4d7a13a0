# Completion of pgslate for bash: the program itself says what can be typed next.
# shellcheck shell=bash

_pgslate() {
    local line kind=
    COMPREPLY=()
    # Only the pgslate of PATH is asked: a Tab runs nothing else that a line happens to name.
    while IFS= read -r line; do
        if [[ -n $kind ]]; then
            COMPREPLY+=("$line")
        else
            kind=$line
        fi
    done <<<"$(command pgslate __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)"
    case $kind in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    esac
}

complete -F _pgslate pgslate
