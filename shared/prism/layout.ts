/** Names of the released layout, field by field (PRISM, release 2024, doi 10.57967/hf/2113). Other fields are kept, too. */

/** What the release writes in place of an empty reply. */
export const emptyReply = 'EMPTY STRING';

const useCases = [
  'homework_assistance',
  'research',
  'source_suggestions',
  'professional_work',
  'creative_writing',
  'casual_conversation',
  'personal_recommendations',
  'daily_productivity',
  'technical_or_programming_help',
  'travel_guidance',
  'lifestyle_and_hobbies',
  'well-being_guidance',
  'medical_guidance',
  'financial_guidance',
  'games',
  'historical_or_news_insight',
  'relationship_advice',
  'language_learning',
  'other',
] as const;

const statedPreferences = ['values', 'creativity', 'fluency', 'factuality', 'diversity', 'safety', 'personalisation', 'helpfulness', 'other'] as const;

/** Fields of a survey that hold an object, with the parts of each. `order_` is the order on the screen, never importance. */
export const surveyObjects: Readonly<Record<string, readonly string[]>> = {
  lm_usecases: [...useCases, 'other_text'],
  order_lm_usecases: useCases,
  stated_prefs: [...statedPreferences, 'other_text'],
  order_stated_prefs: statedPreferences,
  religion: ['self_described', 'categorised', 'simplified'],
  ethnicity: ['self_described', 'categorised', 'simplified'],
  location: [
    'birth_country',
    'birth_countryISO',
    'birth_subregion',
    'reside_country',
    'reside_countryISO',
    'reside_subregion',
    'same_birth_reside_country',
    'special_region',
  ],
};

export const surveyFields = [
  'user_id',
  'survey_only',
  'num_completed_conversations',
  'consent',
  'consent_age',
  'lm_familiarity',
  'lm_indirect_use',
  'lm_direct_use',
  'lm_frequency_use',
  'lm_usecases',
  'order_lm_usecases',
  'stated_prefs',
  'order_stated_prefs',
  'self_description',
  'system_string',
  'age',
  'gender',
  'employment_status',
  'education',
  'marital_status',
  'english_proficiency',
  'study_id',
  'study_locale',
  'religion',
  'ethnicity',
  'location',
  'generated_datetime',
  'timing_duration_s',
  'timing_duration_mins',
  'included_in_UK_REP',
  'included_in_US_REP',
  'included_in_balanced_subset',
] as const;

export const conversationFields = [
  'conversation_id',
  'user_id',
  'conversation_type',
  'opening_prompt',
  'conversation_turns',
  'conversation_history',
  'performance_attributes',
  'choice_attributes',
  'open_feedback',
  'generated_datetime',
  'timing_duration_s',
  'timing_duration_mins',
  'included_in_balanced_subset',
] as const;

export const messageFields = ['turn', 'role', 'content'] as const;
export const responseFields = [...messageFields, 'model_name', 'model_provider', 'score', 'if_chosen', 'within_turn_id'] as const;

export const utteranceFields = [
  'utterance_id',
  'interaction_id',
  'conversation_id',
  'user_id',
  'turn',
  'within_turn_id',
  'conversation_type',
  'user_prompt',
  'model_name',
  'model_provider',
  'model_response',
  'score',
  'if_chosen',
  'included_in_balanced_subset',
] as const;

/** Our own addition to responses: the place on the screen, which PRISM did not record. */
export const slotField = 'slot';

/** Our own addition to conversations: how their responses stood side by side (`parallel`, `branch`, `common-thread`). */
export const layoutField = 'layout';

/** Our own additions to conversations, and to the entries of messages: slots in order, best first; and which was chosen over which. */
export const rankingField = 'ranking';
export const choicesField = 'choices';
/** Ratings by slot, 1 to 100, as they were given: of a turn, or of the threads as a whole. The scores are whole numbers, one for each reply. */
export const ratingsField = 'ratings';

/** The release's 21 models, by provider. Any other is taken as well. */
export const prismModels: Readonly<Record<string, readonly string[]>> = {
  huggingface_api: [
    'HuggingFaceH4/zephyr-7b-beta',
    'OpenAssistant/oasst-sft-4-pythia-12b-epoch-3.5',
    'google/flan-t5-xxl',
    'meta-llama/Llama-2-13b-chat-hf',
    'meta-llama/Llama-2-70b-chat-hf',
    'meta-llama/Llama-2-7b-chat-hf',
    'mistralai/Mistral-7B-Instruct-v0.1',
    'tiiuae/falcon-7b-instruct',
    'timdettmers/guanaco-33b-merged',
  ],
  cohere: ['command', 'command-light', 'command-nightly'],
  anthropic: ['claude-2', 'claude-2.1', 'claude-instant-1'],
  openai: ['gpt-3.5-turbo', 'gpt-4', 'gpt-4-1106-preview'],
  google: ['models/chat-bison-001'],
  aleph: ['luminous-extended-control', 'luminous-supreme-control'],
};
