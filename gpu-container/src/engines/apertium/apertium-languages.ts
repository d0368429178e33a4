/** Apertium's names of languages and varieties, and the BCP-47 tags we call them by. */
const TAGS: ReadonlyMap<string, string> = new Map(
  `eng=en en=en eng_US=en-US spa=es es=es cat=ca ca=ca cat_valencia=ca-valencia glg=gl gl=gl por=pt pt=pt por_BR=pt-BR pt_BR=pt-BR
  fra=fr fr=fr ita=it it=it oci=oc oc=oc oc_aran=oc-aranes oci_aran=oc-aranes ast=ast arg=an an=an epo=eo eo=eo eus=eu
  eu=eu mkd=mk mk=mk isl=is is=is hbs_HR=hr hbs_SR=sr hbs_BS=bs bul=bg slv=sl nob=nb nno=nn nb=nb nn=nn dan=da da=da
  swe=sv sv=sv cym=cy cy=cy bre=br br=br afr=af af=af nld=nl nl=nl ind=id id=id msa=ms ms=ms srd=sc sc=sc ron=ro ro=ro
  bel=be rus=ru ukr=uk pol=pl kaz=kk tat=tt tur=tr mlt=mt ara=ar urd=ur hin=hi sme=se`
    .trim()
    .split(/\s+/)
    .map((entry): [string, string] => {
      const [name = '', tag = ''] = entry.split('=');
      return [name, tag];
    }),
);

/** The tag for one side of a mode's name, or undefined for varieties we do not offer (old spellings, experiments). */
export function apertiumLanguageTag(name: string): string | undefined {
  return TAGS.get(name);
}
