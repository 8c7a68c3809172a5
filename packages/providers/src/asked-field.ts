/** Something that is asked for when a provider key is stored. */
export type AskedField = {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly placeholder?: string;
  readonly help?: string;
  /** A regular expression that all of the value must match, and what to say when it does not. */
  readonly pattern: { readonly source: string; readonly words: string };
};

/** A part of a credential. */
export type CredentialField = AskedField & {
  readonly secret: boolean;
  /** Pasted as several lines. */
  readonly multiline?: boolean;
  /** What it must parse as. */
  readonly format?: 'service_account';
  /** Settings that are taken from its JSON where they are not given: setting -> key. */
  readonly fills?: Readonly<Record<string, string>>;
};

/** What is no secret and says where requests go. */
export type SettingField = AskedField & {
  /** Suggestions: any value that matches is taken. */
  readonly choices?: readonly string[];
  /** Taken where none is given. */
  readonly initial?: string;
  /** It only makes the base URL: not asked for where a base URL is given. */
  readonly addressOnly?: boolean;
};

/** The settings of a provider key by name. */
export type Settings = Readonly<Record<string, string>>;
