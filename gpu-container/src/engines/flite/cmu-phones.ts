/** flite's phones of English in IPA. */
export const CMU_PHONES: ReadonlyMap<string, string> = new Map(
  `aa=ɑ ae=æ ah=ʌ ao=ɔ aw=aʊ ax=ə axr=ɚ ay=aɪ b=b ch=tʃ d=d dh=ð dx=ɾ eh=ɛ el=l̩ em=m̩ en=n̩ er=ɝ ey=eɪ f=f g=ɡ hh=h
  hv=h ih=ɪ iy=i jh=dʒ k=k l=l m=m n=n ng=ŋ nx=ŋ ow=oʊ oy=ɔɪ p=p r=ɹ s=s sh=ʃ t=t th=θ uh=ʊ uw=u v=v w=w y=j z=z zh=ʒ`
    .trim()
    .split(/\s+/)
    .map((entry): [string, string] => {
      const [phone = '', ipa = ''] = entry.split('=');
      return [phone, ipa];
    }),
);

/** How flite writes a pause. */
export const CMU_PAUSE = 'pau';
