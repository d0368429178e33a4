#!/bin/sh
# The same work with the bare programs and nothing around them: what the pipeline's overhead is measured against.
# usage: bare-dub.sh VIDEO WORKDIR     (English to Spanish; prints nothing)
set -eu
video=$1
work=$2
model=/usr/share/pocketsphinx/model/en-us
ff="ffmpeg -nostdin -v error -y -threads 2"

$ff -i "$video" -ac 1 -ar 16000 -c:a pcm_s16le "$work/speech.wav"
$ff -i "$video" -ac 2 -ar 48000 -c:a pcm_s16le "$work/original.wav"
$ff -i "$video" -map 0:v:0 -vf scale=320:-2,scdet=threshold=10:sc_pass=1 -f null -

# two recognisers side by side over chunks of 15 s, with the settings the pipeline uses
$ff -i "$work/speech.wav" -f segment -segment_time 15 -c copy "$work/chunk-%03d.wav"
recognise() {
  ls "$work" | grep '^chunk-' | sed 's/\.wav$//' | awk "NR % 2 == $1" >"$work/list-$1.txt"
  [ -s "$work/list-$1.txt" ] || return 0
  pocketsphinx_batch -hmm $model/en-us -lm $model/en-us.lm.bin -dict $model/cmudict-en-us.dict \
    -adcin yes -adchdr 44 -cepdir "$work" -cepext .wav -ctl "$work/list-$1.txt" -hyp "$work/hyp-$1.txt" \
    -beam 1e-60 -wbeam 1e-40 -maxhmmpf 60000 -remove_noise no -remove_silence no -logfn /dev/null
}
recognise 0 &
recognise 1
wait
cat "$work"/hyp-*.txt | sed 's/ *([^()]*)$//' | grep -v '^$' >"$work/text.en"

apertium en-es <"$work/text.en" >"$work/text.es" 2>/dev/null || apertium eng-spa <"$work/text.en" >"$work/text.es"

n=0
while IFS= read -r line; do
  n=$((n + 1))
  espeak-ng -v es -w "$work/line-$n.wav" -- "$line"
done <"$work/text.es"
printf "file 'line-%s.wav'\n" $(seq 1 $n) >"$work/lines.txt"
$ff -f concat -safe 0 -i "$work/lines.txt" -ar 48000 -ac 2 "$work/dub.wav"
$ff -i "$work/original.wav" -i "$work/dub.wav" -filter_complex '[0]volume=0.2[a];[a][1]amix=2:duration=first,loudnorm' \
  -ar 48000 -c:a pcm_s16le "$work/mix.wav"
$ff -i "$video" -i "$work/mix.wav" -map 0:v:0 -map 1:a -map 0:a:0 -c:v copy -c:a aac -b:a 192k "$work/dubbed.mp4"
