# Completion of samlad-gateway in Bash. Generated from the definitions of the commands.
_samlad_gateway() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path=samlad-gateway i
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
      --catalogue | --config)
        ((++i))
        continue
        ;;
    esac
    case "$path ${COMP_WORDS[i]}" in
      '') path+=" ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $before" in
  esac
  case $path in
    "samlad-gateway") options='-h --help --version --config --init --catalogue --check' commands='' ;;
  esac
  case $before in
    --catalogue | --config) options='' commands=$choices ;;
  esac
  [[ $word == -* ]] || options=''
  mapfile -t COMPREPLY < <(compgen -W "$options $commands" -- "$word")
}
# Where there are no words to offer, files.
complete -o default -F _samlad_gateway samlad-gateway
