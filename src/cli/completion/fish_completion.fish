# Completion of pgslate for fish: the program itself says what can be typed next.

function __pgslate_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    # Only the pgslate of PATH is asked: a Tab runs nothing else that a line happens to name.
    set -l answer (command pgslate __complete words $words[2..-1] "$word" 2>/dev/null)
    set -l beginning (string match -r -- '^--[^=]+=' "$word")
    set -l value (string replace -r -- '^--[^=]+=' '' "$word")
    switch "$answer[1]"
        case files
            set -a answer (__fish_complete_path "$value")
        case folders
            set -a answer (__fish_complete_directories "$value" '')
    end
    for line in $answer[2..-1]
        printf '%s\n' "$beginning$line"
    end
end

complete -c pgslate -f -a '(__pgslate_complete)'
