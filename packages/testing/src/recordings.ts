/** What is known of single recordings of the reference traffic, by their ids. */

/** Recordings that are no single answer, or that say something else than what is in them. */
export const unreadable: Readonly<Record<string, string>> = {
  fba947326803e1b4: 'fifteen messages in one file',
};

/** Recordings that stop before the vendor's terminal event: the recorder hung up at the finish. */
export const cutByRecorder: Readonly<Record<string, string>> = {
  '3c9ed58231733a2e': 'stops at finish_reason, without the usage that was asked for',
  a846e3c1d456f8f5: 'stops at finish_reason, without the usage that was asked for',
  '6c65540feeb9d894': 'stops at finish_reason, without the usage that was asked for',
  '0048dcda240f3f35': 'stops at finish_reason, without the usage that was asked for',
  '0269ea82a6cfe778': 'stops at finish_reason, without the usage that was asked for',
  '9eaecf802bf8eda7': 'stops at message_delta',
  cf9fdf4446fe4d2d: 'stops at message_delta',
  '6359eaebff996aa7': 'stops at message_delta',
  f71776f71489d9e6: 'stops at message_delta',
  '01f820422329a1ce': 'stops at message_delta',
  '286a0c21cf5705c9': 'stops at message_delta',
  '81247894405b49c2': 'stops at message_delta',
  '4ef26afbc3785a34': 'stops at message_delta',
};
