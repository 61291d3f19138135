# Completion of samlad in Bash. Generated from the definitions of the commands.
_samlad() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path=samlad i
  local options='' commands='' choices=''
  COMPREPLY=()
  # Bash breaks "--format=json" into three words.
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  # The command that is reached; the value of an option is not one.
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      --area | --as-of | --ca | --catalogue | --cert | --certificate | --config | --cursor | --decision | --format | --gateway | --indicator | --key | --lang | --log-key | --minute | --organisation | --out | --period | --position | --profile | --reason | --replaces | --report | --save | --size | --submission-id | --system | --years)
        ((++i))
        continue
        ;;
    esac
    case "$path ${COMP_WORDS[i]}" in
      "samlad report" | "samlad report validate" | "samlad report submit" | "samlad report list" | "samlad report receipt" | "samlad report due" | "samlad report feed" | "samlad board" | "samlad board view" | "samlad board ack" | "samlad board missing" | "samlad board feed" | "samlad coordinate" | "samlad coordinate preview" | "samlad admin" | "samlad admin catalogue" | "samlad admin catalogue check" | "samlad admin catalogue plan" | "samlad admin catalogue apply" | "samlad admin org" | "samlad admin org list" | "samlad admin org revoke" | "samlad admin org reinstate" | "samlad audit" | "samlad audit checkpoint" | "samlad audit prove" | "samlad audit verify" | "samlad doctor" | "samlad version") path+=" ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $before" in
    "samlad"*" --lang") choices='sv en' ;;
    "samlad report validate"" --format") choices='table json' ;;
    "samlad report submit"" --format") choices='table json' ;;
    "samlad report list"" --format") choices='table json' ;;
    "samlad report due"" --format") choices='table json' ;;
    "samlad report feed"" --format") choices='table json' ;;
    "samlad board view"" --format") choices='table json html binpb' ;;
    "samlad board ack"" --format") choices='table json' ;;
    "samlad board missing"" --format") choices='table json' ;;
    "samlad board feed"" --format") choices='table json' ;;
    "samlad coordinate preview"" --format") choices='table json html binpb' ;;
    "samlad admin catalogue check"" --format") choices='table json' ;;
    "samlad admin catalogue plan"" --format") choices='table json' ;;
    "samlad admin catalogue apply"" --format") choices='table json' ;;
    "samlad admin org list"" --format") choices='table json' ;;
    "samlad admin org revoke"" --format") choices='table json' ;;
    "samlad admin org reinstate"" --format") choices='table json' ;;
    "samlad audit checkpoint"" --format") choices='table json' ;;
    "samlad audit prove"" --format") choices='table json' ;;
    "samlad audit verify"" --format") choices='table json' ;;
  esac
  case $path in
    "samlad") options='-h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='report board coordinate admin audit doctor version' ;;
    "samlad report") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='validate submit list receipt due feed' ;;
    "samlad report validate") options='-h --help --catalogue --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad report submit") options='-h --help --replaces --submission-id --dry-run --out --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad report list") options='-h --help --period --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad report receipt") options='-h --help --out -h --help --submission-id --position -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad report due") options='-h --help --period --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad report feed") options='-h --help --cursor --follow --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad board") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='view ack missing feed' ;;
    "samlad board view") options='-h --help --period --years --area --indicator --organisation --as-of --format --out -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad board ack") options='-h --help --as-of --period --minute --decision --out --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad board missing") options='-h --help --period --as-of --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad board feed") options='-h --help --cursor --follow --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad coordinate") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='preview' ;;
    "samlad coordinate preview") options='-h --help --period --years --area --indicator --organisation --as-of --format --out -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='catalogue org' ;;
    "samlad admin catalogue") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='check plan apply' ;;
    "samlad admin catalogue check") options='-h --help --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin catalogue plan") options='-h --help --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin catalogue apply") options='-h --help --format --yes --out -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin org") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='list revoke reinstate' ;;
    "samlad admin org list") options='-h --help --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin org revoke") options='-h --help --system --certificate --reason --out --yes --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad admin org reinstate") options='-h --help --system --certificate --reason --out --yes --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad audit") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='checkpoint prove verify' ;;
    "samlad audit checkpoint") options='-h --help --save --forget --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad audit prove") options='-h --help --size --save --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad audit verify") options='-h --help --log-key --report --format -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad doctor") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
    "samlad version") options='-h --help -h --help --config --profile --gateway --cert --key --ca --log-key --lang --strict --version' commands='' ;;
  esac
  case $before in
    --area | --as-of | --ca | --catalogue | --cert | --certificate | --config | --cursor | --decision | --format | --gateway | --indicator | --key | --lang | --log-key | --minute | --organisation | --out | --period | --position | --profile | --reason | --replaces | --report | --save | --size | --submission-id | --system | --years) options='' commands=$choices ;;
  esac
  [[ $word == -* ]] || options=''
  mapfile -t COMPREPLY < <(compgen -W "$options $commands" -- "$word")
}
# Where there are no words to offer, files.
complete -o default -F _samlad samlad
