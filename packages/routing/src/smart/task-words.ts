import type { Task } from '@weir/catalog/quality/task';

/** Words that tell tasks apart, in lower case and singular; `sure` ones hardly mean anything else and count twice. */
type Words = { readonly sure: string; readonly likely: string };

/** Fields of knowledge: what the prompt is about. */
export const fieldWords: Readonly<Partial<Record<Task, Words>>> = {
  code: {
    sure: `python javascript typescript java golang rust kotlin php sql sqlite postgres postgresql mysql mongodb html css
      regex regexp stacktrace traceback refactor async await npm pip docker dockerfile kubernetes git github eslint webpack
      react vue angular django flask numpy panda pytorch tensorflow nullpointerexception segfault bash powershell haskell
      compiler malloc struct boolean int const def elif println printf stdin stdout software algorithm malware firewall
      cryptography cryptographic encryption subnet tcp http cpu ram gpu unix linux classifier overfitting backpropagation
      microprocessor byte scheduler garbage`,
    likely: `code script program programming bug debug compile array loop class method api endpoint json query database
      schema recursion recursive binary linked list tree exception runtime syntax library framework server client request
      thread pointer string return import branch commit deploy computer operating cache processor bit hash protocol packet
      attacker vulnerability password exploit neural training gradient kernel`,
  },
  math: {
    sure: `polynomial integral derivative eigenvalue matrix matrice theorem isomorphic isomorphism homomorphism
      homomorphic subgroup abelian modulo quadratic logarithm trigonometry cosine sine hypotenuse equilateral perpendicular
      integer divisible divisor factorial permutation combinatoric probability binomial equation inequality algebra geometry
      calculus arithmetic denominator numerator congruent propositional wff tautology predicate parabola ellipse
      hyperbola asymptote rectangle rhombus trapezoid decimal multiple quotient standard deviation regression
      multiplication subtraction addition`,
    likely: `solve compute evaluate calculate simplify factor prove proof sum product remainder square root triangle circle
      radius area perimeter volume angle degree ratio fraction percent average mean median sample hypothesis random dice
      coin vector function graph slope intercept prime digit positive negative infinite finite real ring field set subset
      premise symbolization truth table mph total statistic distribution normal estimate confidence significance correlation
      mile inch inches foot feet dozen twice expression value`,
  },
  science: {
    sure: `photosynthesis mitochondria chromosome allele genotype phenotype enzyme molecule electron proton neutron isotope
      covalent ionic oxidation molar stoichiometry thermodynamic entropy velocity acceleration momentum newton joule
      wavelength photon quantum magnetic voltage capacitor resistor transistor circuit galaxy planet orbit asteroid telescope
      tectonic sedimentary ecosystem species evolution evolutionary organism bacteria eukaryotic prokaryotic fossil
      equilibrium solubility ph nacl hcl titration electrolyte orbital spectrum spectroscopy nmr nucleus meiosis mitosis
      pollen predator prey biome solenoid diode semiconductor inductance dc ac rotor torque lens mars jupiter saturn venus`,
    likely: `energy force mass gravity light sound wave heat temperature pressure gas liquid solid atom acid base reaction
      chemical chemistry physics biology cell dna rna protein gene plant animal water earth sun moon star atmosphere ocean
      rock soil climate experiment scientist current charge frequency density motion friction kinetic potential motor speed
      collision laser radiation compound ion concentration population membrane trait inherit crater solar electric field
      metal crystal carbon oxygen hydrogen nitrogen nuclear particle`,
  },
  medicine: {
    sure: `patient diagnosis symptom syndrome chronic acute dosage mg therapy surgery surgical clinical tumor tumour cancer
      diabetes diabetic hypertension infection antibiotic vaccine virus viral virology hiv aids hepatitis artery vein
      ventricular cardiac pulmonary renal hepatic nerve muscle bone ligament fracture lesion biopsy prognosis physician nurse
      nursing anatomy dementia alzheimer insulin vitamin serum anemia epilepsy embryonic foramen cranial mandible catheter
      pathogen retrovirus herpes polio influenza gestation fetus uterus ovary testosterone menopause hiv std condom
      fatty carbohydrate glucose obesity obese calorie cholesterol antibody antigen mutation dental oral tooth teeth`,
    likely: `disease treatment treated medical medication drug health healthy hospital doctor blood pain fever heart liver
      kidney lung brain skin hormone immune examination pregnancy birth diet dietary nutrition nutrient aging ageing elderly
      older mortality risk exercise tissue bladder sexual contraceptive sex intercourse orgasm infant disorder genetic
      inherited pressure intake fat food sleep care history woman man year-old`,
  },
  law: {
    sure: `plaintiff defendant court statute statutory contract tort negligence negligent jurisdiction constitutional
      constitution amendment attorney lawyer appellate felony homicide manslaughter burglary larceny robbery hearsay
      admissible indictment prosecution prosecutor easement mortgage deed lease landlord tenant treaty jurisprudence
      legislature gdpr clause breach damage injunction conveyed conveyance grantee grantor trespass lawsuit icj
      positivism offeror offeree subpoena`,
    likely: `law legal judge jury trial crime criminal murder arrested convicted evidence testimony witness sued sue suit
      claim right agreement party compliance regulation property owner seller buyer sovereign sovereignty state police
      officer guilty liable liability convention custom dispute international legal hart dworkin valid enforce`,
  },
  business: {
    sure: `revenue profit shareholder stakeholder gdp inflation monetary fiscal elasticity oligopoly monopoly
      monopolist depreciation amortization audit auditor accounting bookkeeping taxable invoice marketing advertising
      consumer brand branding segmentation econometric heteroscedasticity autocorrelation procurement kpi roi b2b saas
      startup macroeconomic microeconomic unemployment dividend equity depreciated receivable payable ledger ltd inc
      csr governance whistleblowing publicity leadership`,
    likely: `market price cost demand supply tax income sale customer company companies firm product investment interest
      bank bond stock budget management manager employee organization organizational organisation strategy pricing economy
      economic economics labor wage capital trade tariff export import currency cash asset corporation corporate business
      client campaign relation curve marginal surplus equilibrium federal reserve money consumption aggregate partnership
      employer fund balance sheet regression variable stationary lag`,
  },
  humanities: {
    sure: `philosophy philosopher moral morally morality ethic ethical kant aristotle plato socrates utilitarian
      utilitarianism epistemology metaphysic buddhism buddhist hinduism hindu islam islamic muslim christianity christian
      judaism jewish quran bible dynasty empire colonial colonialism colony revolution medieval renaissance enlightenment
      feudal monarchy archaeological archaeology prehistoric neolithic paleolithic pleistocene hominid psychology
      psychologist psychological freud piaget cognitive sociology sociologist congress senate senator presidential president
      democracy democratic electoral communism communist marx marxist soviet terrorism fallacy argumentum hominem libertarian
      therapist counseling extinction conditioned nazi hitler stalin napoleon lincoln roosevelt bush civilization`,
    likely: `history historical century war king queen government political politic policy religion religious church
      culture cultural society social ethnic gender identity theory theories behavior behaviour personality anxiety
      conditioning reinforcement perception memory adolescent child children passage author excerpt nation election voter
      vote foreign security military migration urban country countries city art literature poet wrong scenario character
      argument belief god soul virtue happiness good justice tribe tool burial pottery maya inca egypt rome roman greek
      british american american french german india china africa europe european slave slavery intelligence test emotion
      motivation stimulus teacher student attitude stereotype attachment woman women rights power congress according
      speech passage movement reform peasant class world`,
  },
};

/** Kinds of work: what is to be done with the text, said near the beginning or the end. */
export const workWords: Readonly<Partial<Record<Task, Words>>> = {
  extraction: {
    sure: 'extract classify categorize categorise label tag entities entity sentiment',
    likely: 'identify json csv column category categories keyword parse',
  },
  summarising: {
    sure: 'summarize summarise summarization tldr condense recap',
    likely: 'summary abstract bullet takeaway shorten overview',
  },
  translation: {
    sure: 'translate translation translated übersetze traduire traduis traduce traducir traduci 翻译 翻訳 переведи',
    likely: 'english spanish italian portuguese chinese japanese korean russian arabic hindi dutch turkish',
  },
  writing: {
    sure: 'poem essay haiku limerick blog screenplay slogan tagline lyric sonnet rewrite rephrase paraphrase proofread',
    likely: 'write draft email letter article story paragraph tone creative compose caption headline post polite edit',
  },
};
