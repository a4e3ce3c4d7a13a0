#compdef pgslate
# Completion of pgslate for zsh: the program itself says what can be typed next.

_pgslate() {
    local -a answer candidates
    local line
    # Only the pgslate of PATH is asked: a Tab runs nothing else that a line happens to name.
    answer=("${(@f)$(command pgslate __complete words "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    case $answer[1] in
    files) _files && return ;;
    folders) _files -/ && return ;;
    esac
    for line in "${(@)answer[2,-1]}"; do
        # _describe takes a colon for the end of a candidate.
        candidates+=("${${line%%$'\t'*}//(#m)[\\:]/\\$MATCH}${${(M)line%%$'\t'*}:+:${line#*$'\t'}}")
    done
    _describe -t values 'pgslate' candidates
}

# Loaded by compinit, or read into a shell.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _pgslate "$@"
else
    compdef _pgslate pgslate
fi
