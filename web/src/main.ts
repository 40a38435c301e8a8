import { mount } from 'svelte'
import App from './App.svelte'
import './styles/tokens.css'
import './styles/parts.css'
import './styles/app.css'
import './styles/review.css'

const target = document.getElementById('app')
if (target) mount(App, { target })
